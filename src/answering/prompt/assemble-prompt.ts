import type { Language } from '../../domain/language.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import { redactedTemplate } from '../../privacy/redact.ts'
import { evidenceRules } from './evidence-rules.ts'
import { numberedEvidence } from './numbered-evidence.ts'

/** A question and answer of before, as a model may see them. */
export interface PromptTurn {
  readonly question: RedactedText
  readonly answer: RedactedText
}

/** Two pieces of evidence that contradict each other: their numbers, and their dates as year, month and day, if they may be told. */
export interface PromptVersions {
  readonly newer: PromptVersion
  readonly older: PromptVersion
}

interface PromptVersion {
  readonly number: number
  readonly date?: readonly number[]
}

/** What a model answers when the evidence holds no answer. */
export const notFoundMark = 'NOT_FOUND'

/** What a model is told before it sees anything of a company. */
export const instructions = {
  en: redactedTemplate`${evidenceRules.en.task}
${evidenceRules.en.citing}
- If the evidence does not answer the question, reply with exactly NOT_FOUND.
${evidenceRules.en.reading}`,
  zh: redactedTemplate`${evidenceRules.zh.task}
${evidenceRules.zh.citing}
- 如果资料不能回答问题，只回复 NOT_FOUND。
${evidenceRules.zh.reading}`,
} as const satisfies Record<Language, RedactedText>

const questionLabel = { en: redactedTemplate`Question`, zh: redactedTemplate`问题` } as const

/**
 * The messages for a chat model: instructions, the talk so far, the numbered evidence and the question.
 * @param evidence three texts for each passage
 * @see numberedEvidence
 */
export function assemblePrompt(
  question: RedactedText,
  evidence: readonly RedactedText[],
  turns: readonly PromptTurn[],
  language: Language,
  versions?: PromptVersions,
): readonly ChatMessage[] {
  return [
    { role: 'system', content: instructions[language] },
    ...turns.flatMap((turn): ChatMessage[] => [
      { role: 'user', content: turn.question },
      { role: 'assistant', content: turn.answer },
    ]),
    {
      role: 'user',
      content: redactedTemplate`${numberedEvidence(evidence, language)}${versionsNote(versions, language)}\n\n${questionLabel[language]}: ${question}`,
    },
  ]
}

function versionsNote(versions: PromptVersions | undefined, language: Language): RedactedText {
  if (versions === undefined) return redactedTemplate``
  const { newer, older } = versions
  if (newer.date === undefined || older.date === undefined) {
    return language === 'zh'
      ? redactedTemplate`\n\n注意：资料[${newer.number}]比资料[${older.number}]新，两者说法不一致。以[${newer.number}]为准，并用一句话说明[${older.number}]的不同说法。`
      : redactedTemplate`\n\nNote: evidence [${newer.number}] is newer than evidence [${older.number}], and they disagree. Follow [${newer.number}], and say in one sentence that [${older.number}] says otherwise.`
  }
  const [from, before] = [dateOf(newer.date), dateOf(older.date)]
  return language === 'zh'
    ? redactedTemplate`\n\n注意：资料[${newer.number}]（${from}）与资料[${older.number}]（${before}）说法不一致。以[${newer.number}]为准，并用一句话说明[${older.number}]的不同说法及两者的日期。`
    : redactedTemplate`\n\nNote: evidence [${newer.number}] of ${from} and evidence [${older.number}] of ${before} disagree. Follow [${newer.number}], and say in one sentence, with both dates, that [${older.number}] says otherwise.`
}

function dateOf([year = 0, month = 0, day = 0]: readonly number[]): RedactedText {
  return redactedTemplate`${year}-${month}-${day}`
}
