import type { Language } from '../../domain/language.ts'

/**
 * The least cosine at which two questions may mean the same, as the bundled embedding model sees them; what tells them
 * apart in their words is looked at then. Chinese comes to the model through a dictionary, which makes more questions
 * alike. Chosen by measurement (`bench/README.md`).
 */
export const questionThresholds: Readonly<Record<Language, number>> = { en: 0.78, zh: 0.9 }
