import type { Language } from '../../domain/language.ts'
import { en, type Texts } from './en.ts'
import { zh } from './zh.ts'

export type { Texts } from './en.ts'

/** The interface's texts by language. */
export const textsOf: Readonly<Record<Language, Texts>> = { en, zh }

/** The first of the wanted language tags (BCP 47) that the interface speaks; English for none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-', 1)[0]
    if (language === 'zh' || language === 'en') return language
  }
  return 'en'
}

/** The language tag for the `lang` attribute and for number formats. */
export function tagOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}
