import type { Language } from '../../domain/language.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import { redactedTemplate } from '../../privacy/redact.ts'
import type { PromptTurn } from '../prompt/assemble-prompt.ts'

const instructions = {
  en: redactedTemplate`Rewrite the last question so that it can be understood without the talk before it: put in what its pronouns stand for and what it leaves out. Change nothing else and add nothing. Keep its language, names, numbers, codes and placeholders in square brackets. If it needs nothing, repeat it. Reply with the question alone, on one line. /no_think`,
  zh: redactedTemplate`把最后一个问题改写成脱离上文也能看懂的完整问题：补上代词所指和省略的内容，其他一律不改不加。保持原来的语言、名称、数字、编号和方括号中的占位符。如果本来就完整，原样重复。只回复一行问题。/no_think`,
} as const satisfies Record<Language, RedactedText>

const labels = {
  en: { asked: redactedTemplate`Question`, answered: redactedTemplate`Answer`, last: redactedTemplate`Last question` },
  zh: { asked: redactedTemplate`问题`, answered: redactedTemplate`回答`, last: redactedTemplate`最后一个问题` },
} as const

/** The messages that ask a model for a question of its own; short, since every follow-up pays for them. */
export function rewritePrompt(
  question: RedactedText,
  turns: readonly PromptTurn[],
  language: Language,
): readonly ChatMessage[] {
  const { asked, answered, last } = labels[language]
  const talk = turns.reduce(
    (sofar, turn) => redactedTemplate`${sofar}${asked}: ${turn.question}\n${answered}: ${turn.answer}\n\n`,
    redactedTemplate``,
  )
  return [
    { role: 'system', content: instructions[language] },
    { role: 'user', content: redactedTemplate`${talk}${last}: ${question}` },
  ]
}
