import type { RouteReason } from '../../domain/routing/route.ts'
import type { Budget } from '../../domain/accounting/budget.ts'
import type { LorekeepError } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import type { Attempt, AttemptParts } from './attempt.ts'
import type { GenerateTask } from './generate.ts'
import type { ModelCall } from './model-call.ts'
import type { ReplyPresenter } from '../presentation/present-reply.ts'
import type { TimeLimit } from './time-limit.ts'

/** An answer in the making. */
export interface Round {
  readonly parts: AttemptParts
  readonly task: GenerateTask
  readonly limit: TimeLimit
  /** Candidates that were not asked yet, in order. */
  readonly left: ModelProvider[]
  /** What happened so far, for the reader. */
  readonly told: RouteReason[]
  /** Budgets that had no room for a call. */
  readonly exhausted: Budget[]
}

/** A call that was made for an answer, and what it went into. */
export interface Turn {
  readonly provider: ModelProvider
  readonly presenter: ReplyPresenter
  readonly attempt: Extract<Attempt, { made: true }>
}

/** An answer that the reader saw the beginning of. */
export interface Broken {
  readonly provider: ModelProvider
  readonly presenter: ReplyPresenter
  readonly error: LorekeepError
  /** Those that wrote what there is of it. */
  readonly calls: readonly ModelCall[]
}

/** Notes why a call was not made, if anybody waits for it. */
export function noteRefusal({ told, exhausted }: Round, attempt: Extract<Attempt, { made: false }>): void {
  if (attempt.reason !== undefined) told.push(attempt.reason)
  if (attempt.exhausted !== undefined) exhausted.push(attempt.exhausted)
}

export function failureOf({ name }: ModelProvider, why: string): RouteReason {
  return { code: 'provider-failed', detail: `${name}: ${why}` }
}

/** A person waits: as long as there is another candidate, none is waited for long. */
export function longestWait({ left, limit }: Round): number {
  return Math.min(limit.leftMs(), left.length === 0 ? 30_000 : 3000)
}
