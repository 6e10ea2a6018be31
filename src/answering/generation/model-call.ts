import type { OwnCount } from '../../accounting/booking/count-difference.ts'
import type { CallPurpose } from '../../domain/accounting/ledger-entry.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'

/** One request to a model and how it ended, as it is explained, booked and paid for. */
export interface ModelCall {
  readonly purpose: Extract<CallPurpose, 'answer' | 'rewrite' | 'judge'>
  readonly provider: ModelProvider
  readonly messages: readonly ChatMessage[]
  readonly usage: TokenUsage
  /** What we counted of a finished call whose provider reported its usage. */
  readonly own?: OwnCount
  readonly outcome: 'finished' | 'failed' | 'cancelled'
  readonly error?: string
  readonly startedAt: number
  readonly milliseconds: number
  /** Of a call that several questions share: this one's part of it is booked. */
  readonly shared?: SharedPart
  /** Of a call through a batch API. */
  readonly deferred?: DeferredPart
  /** The budget reservation that the booking of this call replaces. */
  readonly reservation: string
}

/** What is particular of a call that was answered later. */
export interface DeferredPart {
  /** What was asked of the price, 0…1. */
  readonly priceShare: number
  /** False where no answer came of the reply. */
  readonly isAnswer: boolean
}

/** A question's part of a call that it shares with others. */
export interface SharedPart {
  /** What is booked on the questions before it: its part costs what the call costs up to it, less what that costs. */
  readonly before: TokenUsage
  /** How many questions share the call. */
  readonly questions: number
  /** The prompt of a call of its own, in tokens by our count. */
  readonly promptTokensAlone: number
  /** False where the reply held no usable answer to this question. */
  readonly isAnswer: boolean
}
