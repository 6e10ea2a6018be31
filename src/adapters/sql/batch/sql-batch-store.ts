import { type Selectable, sql } from 'kysely'
import { type Batch, batchLeaseMs, type BatchQuestion, isOver } from '../../../domain/batch/batch.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { BatchStore } from '../../../ports/batch-store.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { batchOf, batchQuestionOf, batchQuestionRowOf, batchRowOf, noCounts } from './batch-row.ts'
import type { LorekeepDatabase, ReadDatabase, WriteTransaction } from '../database/database.ts'
import { openDelegations } from './sql-delegation-store.ts'
import { inBatches } from '../database/in-batches.ts'
import type { BatchRow } from './batch-tables.ts'

/** Batches in SQL, questions sealed, where every process on the same database sees them. */
export function createSqlBatchStore(database: LorekeepDatabase, sealer: Sealer, clock: Clock): BatchStore {
  const write = <T>(work: (transaction: WriteTransaction) => Promise<T>) => database.write('batches', work)

  async function read(rows: readonly Selectable<BatchRow>[]): Promise<readonly Batch[]> {
    const sums = await sumsOf(
      database.read,
      rows.map(({ id }) => id),
    )
    const open = await openDelegations(
      database.read,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => {
      const delegations = open.filter(({ batch }) => batch === row.id)
      return batchOf(row, sums.get(row.id) ?? { counts: noCounts, costMicros: 0 }, delegations, clock(), sealer)
    })
  }

  return {
    create: (batch, questions, runner) =>
      write(async (transaction) => {
        await transaction
          .insertInto('batches')
          .values(batchRowOf(batch, clock(), runner, sealer))
          .execute()
        for (const some of inBatches(questions)) {
          await transaction
            .insertInto('batch_questions')
            .values(some.map((question) => batchQuestionRowOf(batch.id, question, sealer)))
            .execute()
        }
      }),

    get: async (id) => {
      const rows = await database.read.selectFrom('batches').selectAll().where('id', '=', id).execute()
      return (await read(rows))[0]
    },

    list: async ({ principalId, limit }) =>
      read(
        await database.read
          .selectFrom('batches')
          .selectAll()
          .$if(principalId !== undefined, (query) => query.where('principal_id', '=', principalId ?? ''))
          .orderBy('number', 'desc')
          .limit(limit)
          .execute(),
      ),

    questions: async (id, { after, limit, waiting }): Promise<readonly BatchQuestion[]> => {
      const rows = await database.read
        .selectFrom('batch_questions')
        .selectAll()
        .where('batch', '=', id)
        .where('number', '>', after)
        .$if(waiting === true, (query) => query.where('state', '=', 'waiting'))
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map((row) => batchQuestionOf(row, sealer))
    },

    toTake: async (limit) => {
      const rows = await database.read
        .selectFrom('batches')
        .select('id')
        .where((row) =>
          row.or([
            row.and([
              row('status', '=', 'waiting'),
              row.or([row('resume_at', 'is', null), row('resume_at', '<=', clock())]),
            ]),
            row.and([row('status', '=', 'running'), row('heard_of_at', '<=', clock() - batchLeaseMs)]),
          ]),
        )
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },

    take: (id, runner) =>
      write(async (transaction) => {
        const row = await rowOf(transaction, id)
        if (row === undefined || isHeld(row, clock()) || isOver({ status: row.status as Batch['status'] })) return false
        await transaction
          .updateTable('batches')
          .set({
            status: 'running',
            runner,
            heard_of_at: clock(),
            running_since: clock(),
            resume_at: null,
            done_before: await countDone(transaction, id),
          })
          .where('id', '=', id)
          .execute()
        return true
      }),

    alive: (id, runner) =>
      write(async (transaction) => {
        const changed = await transaction
          .updateTable('batches')
          .set({ heard_of_at: clock() })
          .where('id', '=', id)
          .where('runner', '=', runner)
          .returning('cancel_requested')
          .executeTakeFirst()
        return { isRunner: changed !== undefined, isCancelRequested: changed?.cancel_requested === 1 }
      }),

    begin: (id, runner, number, answerId) =>
      write(async (transaction) => {
        await refuseOthers(transaction, id, runner)
        await transaction
          .updateTable('batch_questions')
          .set({ answer_id: answerId })
          .where('batch', '=', id)
          .where('number', '=', number)
          .execute()
      }),

    end: (id, runner, number, { state, answerId, costMicros, error }) =>
      write(async (transaction) => {
        await refuseOthers(transaction, id, runner)
        await transaction
          .updateTable('batch_questions')
          .set({
            state,
            answer_id: answerId ?? null,
            cost_micros: costMicros ?? null,
            sealed_error: error === undefined ? null : sealer.seal(JSON.stringify(error)),
          })
          .where('batch', '=', id)
          .where('number', '=', number)
          .execute()
      }),

    release: (id, runner, { status, error, resumeAt }) =>
      write(async (transaction) => {
        await transaction
          .updateTable('batches')
          .set({
            status,
            runner: null,
            running_since: null,
            done_before: null,
            finished_at: isOver({ status }) ? clock() : null,
            error: error === undefined ? null : JSON.stringify(error),
            resume_at: resumeAt ?? null,
          })
          .where('id', '=', id)
          .where('runner', '=', runner)
          .execute()
      }),

    requestCancel: (id) =>
      write(async (transaction) => {
        const row = await rowOf(transaction, id)
        if (row === undefined || isOver({ status: row.status as Batch['status'] })) return
        const over = isHeld(row, clock()) ? {} : { status: 'cancelled', runner: null, finished_at: clock() }
        await transaction
          .updateTable('batches')
          .set({ cancel_requested: 1, ...over })
          .where('id', '=', id)
          .execute()
      }),

    reopen: (id) =>
      write(async (transaction) => {
        const row = await rowOf(transaction, id)
        if (row === undefined || isHeld(row, clock())) return 0
        const failed = await transaction
          .updateTable('batch_questions')
          .set({ state: 'waiting', answer_id: null, cost_micros: null, sealed_error: null })
          .where('batch', '=', id)
          .where('state', '=', 'failed')
          .returning('number')
          .execute()
        if (failed.length > 0) {
          await transaction
            .updateTable('batches')
            .set({ status: 'waiting', runner: null, finished_at: null, error: null, cancel_requested: 0 })
            .where('id', '=', id)
            .execute()
        }
        return failed.length
      }),
  }
}

function isHeld({ runner, heard_of_at }: Selectable<BatchRow>, now: number): boolean {
  return runner !== null && now - heard_of_at < batchLeaseMs
}

async function rowOf(transaction: WriteTransaction, id: string): Promise<Selectable<BatchRow> | undefined> {
  return transaction.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst()
}

async function refuseOthers(transaction: WriteTransaction, id: string, runner: string): Promise<void> {
  const row = await transaction.selectFrom('batches').select('runner').where('id', '=', id).executeTakeFirst()
  if (row?.runner === runner) return
  throw new LorekeepError('conflict', `Batch ${id} is carried out by another process now.`)
}

async function countDone(transaction: WriteTransaction, id: string): Promise<number> {
  const { done } = await transaction
    .selectFrom('batch_questions')
    .select((row) => row.fn.countAll<number>().as('done'))
    .where('batch', '=', id)
    .where('state', '!=', 'waiting')
    .executeTakeFirstOrThrow()
  return done
}

/** The questions of batches by state, and what they cost. */
async function sumsOf(read: ReadDatabase, ids: readonly string[]) {
  const sums = new Map<string, { counts: Batch['counts']; costMicros: number }>()
  if (ids.length === 0) return sums
  const rows = await read
    .selectFrom('batch_questions')
    .select((row) => [
      'batch',
      'state',
      row.fn.countAll<number>().as('count'),
      sql<number>`cast(coalesce(sum(cost_micros), 0) as bigint)`.as('micros'),
    ])
    .where('batch', 'in', ids)
    .groupBy(['batch', 'state'])
    .execute()
  for (const { batch, state, count, micros } of rows) {
    const { counts, costMicros } = sums.get(batch) ?? { counts: noCounts, costMicros: 0 }
    sums.set(batch, { counts: { ...counts, [state]: count }, costMicros: costMicros + micros })
  }
  return sums
}
