import { type Batch, progressOf } from '../domain/batch/batch.ts'

/** A batch as clients see it. */
export function publicBatch(batch: Batch, now: number) {
  const { principal, pace: _pace, delegated: _delegated, counts, ...rest } = batch
  const { waiting, ...ended } = counts
  return { ...rest, principal: principal.id, counts: { waiting, ...ended }, progress: progressOf(batch, now) }
}
