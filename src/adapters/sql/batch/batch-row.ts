import type { Insertable, Selectable } from 'kysely'
import {
  type Batch,
  batchLeaseMs,
  type BatchQuestion,
  type BatchQuestionState,
  type BatchSettings,
  type BatchStatus,
  type GivenQuestion,
} from '../../../domain/batch/batch.ts'
import { type Delegation, delegatedPart } from '../../../domain/batch/delegation.ts'
import { toMicros } from '../../../domain/money.ts'
import type { Principal } from '../../../domain/access/principal.ts'
import type { NewBatch } from '../../../ports/batch-store.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import type { BatchQuestionRow, BatchRow } from './batch-tables.ts'

type Form = Pick<Batch, 'name' | 'columns' | 'questionColumn'>

export const noCounts: Batch['counts'] = { waiting: 0, answered: 0, abstained: 0, blocked: 0, failed: 0 }

export function batchRowOf(
  batch: NewBatch,
  now: number,
  runner: string | undefined,
  sealer: Sealer,
): Insertable<BatchRow> {
  const { name, columns, questionColumn } = batch
  const form: Form = { name, columns, questionColumn }
  return {
    id: batch.id,
    principal_id: batch.principal.id,
    principal: JSON.stringify(batch.principal),
    settings: JSON.stringify(batch.settings),
    sealed_form: sealer.seal(JSON.stringify(form)),
    currency: batch.currency,
    status: runner === undefined ? 'waiting' : 'running',
    created_at: batch.createdAt,
    finished_at: null,
    runner: runner ?? null,
    heard_of_at: now,
    running_since: runner === undefined ? null : now,
    done_before: runner === undefined ? null : 0,
    error: null,
    resume_at: null,
  }
}

/** The batch as it is to be read now: one whose runner fell silent waits for another. */
export function batchOf(
  row: Selectable<BatchRow>,
  { counts, costMicros }: { readonly counts: Batch['counts']; readonly costMicros: number },
  delegations: readonly Delegation[],
  now: number,
  sealer: Sealer,
): Batch {
  const isAbandoned = row.status === 'running' && now - row.heard_of_at >= batchLeaseMs
  return {
    id: row.id,
    ...(JSON.parse(sealer.open(row.sealed_form)) as Form),
    principal: JSON.parse(row.principal) as Principal,
    settings: JSON.parse(row.settings) as BatchSettings,
    status: isAbandoned ? 'waiting' : (row.status as BatchStatus),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    counts,
    costMicros: toMicros(costMicros),
    currency: row.currency,
    ...(row.running_since !== null && { pace: { since: row.running_since, doneBefore: row.done_before ?? 0 } }),
    ...(row.error !== null && { error: JSON.parse(row.error) as NonNullable<Batch['error']> }),
    ...delegatedPart(delegations),
  }
}

export function batchQuestionRowOf(
  batch: string,
  { number, question, columns }: GivenQuestion,
  sealer: Sealer,
): BatchQuestionRow {
  return {
    batch,
    number,
    sealed_question: sealer.seal(JSON.stringify({ question, columns })),
    state: 'waiting',
    answer_id: null,
    cost_micros: null,
    sealed_error: null,
  }
}

export function batchQuestionOf(row: BatchQuestionRow, sealer: Sealer): BatchQuestion {
  return {
    number: row.number,
    ...(JSON.parse(sealer.open(row.sealed_question)) as Omit<GivenQuestion, 'number'>),
    state: row.state as BatchQuestionState,
    ...(row.answer_id !== null && { answerId: row.answer_id }),
    ...(row.cost_micros !== null && { costMicros: toMicros(row.cost_micros) }),
    ...(row.sealed_error !== null && {
      error: JSON.parse(sealer.open(row.sealed_error)) as NonNullable<BatchQuestion['error']>,
    }),
  }
}
