import { chineseTemplates } from './chinese-look-alikes.ts'
import { englishTemplates } from './english-look-alikes.ts'

export const lookAlikeKinds = ['polarity', 'number', 'date', 'name', 'place', 'version', 'role'] as const

export type LookAlikeKind = (typeof lookAlikeKinds)[number]

/** Questions of one shape. `{}` stands for the words that differ; in a role, `{a}` and `{b}` change places. */
export interface Templates {
  readonly questions: readonly string[]
  /** Two that take each other's place in every question, with a bar between them. */
  readonly exchanged: readonly string[]
}

export type LanguageTemplates = Readonly<Record<LookAlikeKind, readonly Templates[]>>

/** Two questions that look alike and want different answers. */
export interface LookAlike {
  readonly kind: LookAlikeKind
  readonly one: string
  readonly other: string
}

/** Every pair that the templates of a language make. */
export function lookAlikes(language: 'en' | 'zh'): readonly LookAlike[] {
  const templates = language === 'en' ? englishTemplates : chineseTemplates
  return lookAlikeKinds.flatMap((kind) => templates[kind].flatMap((of) => pairsOf(kind, of)))
}

function pairsOf(kind: LookAlikeKind, { questions, exchanged }: Templates): readonly LookAlike[] {
  return questions.flatMap((question) =>
    exchanged.map((pair) => {
      const [one = '', other = ''] = pair.split('|')
      return { kind, one: filled(question, one, other), other: filled(question, other, one) }
    }),
  )
}

function filled(question: string, first: string, second: string): string {
  return question.replaceAll('{}', first).replaceAll('{a}', first).replaceAll('{b}', second)
}
