import type { DelegationProgress } from './delegation.ts'
import type { ErrorCode } from '../errors.ts'
import type { Micros } from '../money.ts'
import type { Principal } from '../access/principal.ts'

/**
 * `waiting` for a process that takes it up, `paused` by whoever carried it out until somebody resumes it. A batch whose
 * process died is `waiting` again.
 */
export type BatchStatus = 'waiting' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled'

/** What became of a question. A question of a cancelled batch that nobody came to stays `waiting`. */
export const batchQuestionStates = ['waiting', 'answered', 'abstained', 'blocked', 'failed'] as const

export type BatchQuestionState = (typeof batchQuestionStates)[number]

export interface BatchSettings {
  /** Whether questions that rest on the same evidence may be put to a model together. */
  readonly sharesCalls: boolean
  /** Whether questions may wait for the batch API of a provider, which is cheaper. */
  readonly mayWait?: boolean
}

/** Many questions that are answered as one job. */
export interface Batch {
  readonly id: string
  /** What it is called by whoever gave it, such as the name of a file. */
  readonly name: string
  /** Who gave it, as known then; rights are looked up anew when questions are answered. */
  readonly principal: Principal
  readonly settings: BatchSettings
  /** The columns that came with the questions, in order, the question's among them. */
  readonly columns: readonly string[]
  readonly questionColumn: string
  readonly status: BatchStatus
  readonly createdAt: number
  readonly finishedAt?: number
  readonly counts: Readonly<Record<BatchQuestionState, number>>
  /** Of all questions so far. */
  readonly costMicros: Micros
  readonly currency: string
  /** When the process that carries it out began, and how many questions were done by then. */
  readonly pace?: { readonly since: number; readonly doneBefore: number }
  /** Questions that wait for the batch API of a provider; absent where there are none. */
  readonly delegated?: readonly DelegationProgress[]
  /** Why it failed. */
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly hint?: string }
}

/** A question as it was given. */
export interface GivenQuestion {
  /** Counted from 1, in the order of the file. */
  readonly number: number
  readonly question: string
  /** What else stood in its row, by column. */
  readonly columns: Readonly<Record<string, string>>
}

export interface BatchQuestion extends GivenQuestion {
  readonly state: BatchQuestionState
  /** The answer; of a question that waits, the one that was begun, which may have been given without being noted. */
  readonly answerId?: string
  readonly costMicros?: Micros
  /** Why it failed. */
  readonly error?: { readonly code: ErrorCode; readonly message: string }
}

/** How far a batch has come. */
export interface BatchProgress {
  readonly done: number
  readonly total: number
  readonly costMicros: Micros
  /** What is left at the pace and the cost of what is done; absent before anything is, and while providers take their time. */
  readonly rest?: { readonly milliseconds: number; readonly costMicros: Micros }
  readonly delegated?: readonly DelegationProgress[]
}

/** How long a process that carries out a batch may be silent before another one may take it over. */
export const batchLeaseMs = 30_000

export function isOver({ status }: Pick<Batch, 'status'>): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled'
}

export function progressOf({ counts, costMicros, pace, delegated }: Batch, now: number): BatchProgress {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const done = total - counts.waiting
  const counted = pace === undefined ? 0 : done - pace.doneBefore
  const rest =
    pace === undefined || counted <= 0 || delegated !== undefined
      ? undefined
      : {
          milliseconds: Math.round(((now - pace.since) / counted) * counts.waiting),
          costMicros: Math.round((costMicros / done) * counts.waiting) as Micros,
        }
  return { done, total, costMicros, ...(rest !== undefined && { rest }), ...(delegated !== undefined && { delegated }) }
}
