import type { Answer, Citation } from '../domain/answers/answer.ts'
import type { SearchFilters } from '../domain/documents/passage.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { Route } from '../domain/routing/route.ts'
import type { ModelCall } from './generation/model-call.ts'

/** A question as it came in. */
export interface AskRequest {
  readonly question: string
  /** Continues a conversation of the same principal; a new one begins without it. */
  readonly conversationId?: string
  readonly filters?: SearchFilters
  /** `bypass`: no remembered answer is given, and this one is not remembered. */
  readonly cache?: 'bypass'
  /** A question on its own: no conversation is kept of it. */
  readonly isSingle?: true
  /** The id that its answer is to have, where it was noted before the question was asked. */
  readonly answerId?: string
  /** Whether a model is given less of the evidence, whatever the file of models says; for measuring what that costs. */
  readonly compression?: 'on' | 'off'
  /** May be answered later, at the price of a batch API. */
  readonly mayWait?: true
  /** A call that was made for it before it was asked again. */
  readonly heldCall?: ModelCall
}

/** What happens while a question is answered, in order: one start, then deltas and citations, then done. */
export type AskEvent =
  | { readonly type: 'start'; readonly id: string; readonly conversationId: string; readonly route: Route }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'citation'; readonly citation: Citation }
  | { readonly type: 'done'; readonly answer: Answer }

export type Emit = (event: AskEvent) => void

/**
 * Answers a question on behalf of a principal. Events come as they happen; the promise gives the
 * whole answer once it is written down. When it rejects, no `done` was emitted and the failure has
 * been booked and audited.
 */
export type Ask = (request: AskRequest, principal: Principal, emit: Emit, signal: AbortSignal) => Promise<Answer>
