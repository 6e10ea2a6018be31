import type { Language } from '../../domain/language.ts'
import type { RedactedText } from '../../domain/privacy/redacted-text.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import { redactedTemplate } from '../../privacy/redact.ts'

/** What a model answers when an answer that broke off says everything already. */
export const completeMark = 'COMPLETE'

/** What a model is told that goes on where another one broke off. */
export const continueRequests = {
  en: redactedTemplate`Your answer broke off there. Go on exactly where it stops: write only what is missing, repeat nothing of it, and keep to the rules above and the same numbers of the evidence. If nothing is missing, reply with exactly COMPLETE.`,
  zh: redactedTemplate`你的回答在此处中断。请从中断处接着写：只写缺少的部分，不要重复已经写出的内容，遵守上面的规则，资料编号保持不变。如果没有缺少的内容，只回复 COMPLETE。`,
} as const satisfies Record<Language, RedactedText>

/** The prompt of an answer, with what was said of it so far and the request to go on. */
export function continuePrompt(
  prompt: readonly ChatMessage[],
  said: RedactedText,
  language: Language,
): readonly ChatMessage[] {
  return [...prompt, { role: 'assistant', content: said }, { role: 'user', content: continueRequests[language] }]
}
