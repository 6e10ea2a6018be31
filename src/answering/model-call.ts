import type { OwnCount } from '../accounting/count-difference.ts'
import type { CallPurpose } from '../domain/ledger-entry.ts'
import type { ModelProvider } from '../domain/model-catalogue.ts'
import type { TokenUsage } from '../domain/usage.ts'
import type { ChatMessage } from '../ports/chat-model.ts'

/** One request to a model and how it ended, as it is explained, booked and paid for. */
export interface ModelCall {
  readonly purpose: Extract<CallPurpose, 'answer' | 'rewrite'>
  readonly provider: ModelProvider
  readonly messages: readonly ChatMessage[]
  readonly usage: TokenUsage
  /** What we counted of a finished call whose provider reported its usage. */
  readonly own?: OwnCount
  readonly outcome: 'finished' | 'failed' | 'cancelled'
  readonly error?: string
  readonly startedAt: number
  readonly milliseconds: number
  /** The budget reservation that the booking of this call replaces. */
  readonly reservation: string
}
