import type { ReplyOptions, UsageDialect } from './behaviours.ts'
import type { ChatCompletionRequest } from './chat-request.ts'
import type { ComposedReply } from './compose-reply.ts'

/** A chat request with the reply that it will get. */
export interface AnsweredChat {
  readonly request: ChatCompletionRequest
  readonly reply: ComposedReply
  readonly options: ReplyOptions
  readonly promptTokens: number
  readonly usage: UsageDialect
}
