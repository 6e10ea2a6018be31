import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { ReplyMaterial } from '../together/shared-prompt.ts'

/** What is to be asked for a question, and what was set aside for it. */
export interface ParkedPrompt {
  readonly provider: DeferringProvider
  readonly messages: readonly ChatMessage[]
  /** As counted by us, without a margin. */
  readonly promptTokens: number
  readonly reservation: string
  /** What the messages were made of; absent for a question that must be put by itself. */
  readonly material?: ReplyMaterial
}

/**
 * Thrown on the way of a question whose prompt goes to a batch API: it is neither answered nor failed, and will be asked
 * again when the reply is there.
 */
export class QuestionParked extends Error {
  readonly prompt: ParkedPrompt

  constructor(prompt: ParkedPrompt) {
    super('The question waits for the reply of a batch API.')
    this.name = 'QuestionParked'
    this.prompt = prompt
  }
}
