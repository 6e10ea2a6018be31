import type { Selectable } from 'kysely'
import type { FileResult } from '../../../domain/ingest/ingest-report.ts'
import { asReadAt, interruptedAfterMs, type IngestRun, runsKeptPerSource } from '../../../domain/ingest/ingest-run.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { IngestRuns } from '../../../ports/ingest-runs.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import { ingestRunOf, ingestRunRowOf } from './ingest-run-row.ts'
import type { IngestRunRow } from './ingest-tables.ts'

/** Runs in SQL, where every process on the same database sees them. */
export function createSqlIngestRuns(database: LorekeepDatabase, clock: Clock): IngestRuns {
  const read = (row: Selectable<IngestRunRow>): IngestRun => asReadAt(clock(), ingestRunOf(row), row.heard_of_at)

  return {
    begin: (run) =>
      database.write('runs', async (transaction) => {
        await transaction.insertInto('ingest_runs').values(ingestRunRowOf(run, clock())).execute()
        await forgetOldRuns(transaction, run.source)
      }),

    progress: (runId, progress) =>
      database.write('runs', async (transaction) => {
        const changed = await transaction
          .updateTable('ingest_runs')
          .set({ progress: JSON.stringify(progress), heard_of_at: clock() })
          .where('id', '=', runId)
          .where('status', '=', 'running')
          .returning('cancel_requested')
          .executeTakeFirst()
        return { isCancelRequested: changed?.cancel_requested === 1 }
      }),

    requestCancel: (runId) =>
      database.write('runs', async (transaction) => {
        await transaction.updateTable('ingest_runs').set({ cancel_requested: 1 }).where('id', '=', runId).execute()
      }),

    addFiles: (runId, files) =>
      database.write('runs', async (transaction) => {
        for (const batch of inBatches(toldLast(files))) {
          await transaction
            .insertInto('ingest_run_files')
            .values(
              batch.map((file) => ({
                run: runId,
                path: file.path,
                outcome: file.outcome,
                result: JSON.stringify(file),
              })),
            )
            .onConflict((conflict) =>
              conflict.columns(['run', 'path']).doUpdateSet((row) => ({
                outcome: row.ref('excluded.outcome'),
                result: row.ref('excluded.result'),
              })),
            )
            .execute()
        }
      }),

    finish: (runId, { status, finishedAt, progress, report, error }) =>
      database.write('runs', async (transaction) => {
        await transaction
          .updateTable('ingest_runs')
          .set({
            status,
            finished_at: finishedAt ?? clock(),
            heard_of_at: clock(),
            progress: JSON.stringify(progress),
            report: report === undefined ? null : JSON.stringify(report),
            error: error === undefined ? null : JSON.stringify(error),
          })
          .where('id', '=', runId)
          .execute()
      }),

    get: async (runId) => {
      const row = await database.read.selectFrom('ingest_runs').selectAll().where('id', '=', runId).executeTakeFirst()
      return row && read(row)
    },

    list: async ({ source, limit }) => {
      const rows = await database.read
        .selectFrom('ingest_runs')
        .selectAll()
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.map(read)
    },

    running: async (source) => {
      const rows = await database.read
        .selectFrom('ingest_runs')
        .selectAll()
        .where('status', '=', 'running')
        .where('heard_of_at', '>', clock() - interruptedAfterMs)
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
        .orderBy('number', 'desc')
        .execute()
      return rows.map(read)
    },

    files: async (runId, { limit, offset, outcome, order = 'path' }) => {
      const wanted = database.read
        .selectFrom('ingest_run_files')
        .where('run', '=', runId)
        .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''))
      const { total } = await wanted.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await wanted
        .select('result')
        .orderBy(order === 'path' ? 'path' : 'number')
        .limit(limit)
        .offset(offset)
        .execute()
      return { files: rows.map(({ result }) => JSON.parse(result) as FileResult), total }
    },
  }
}

/** One statement must not touch a row twice. */
function toldLast(files: readonly FileResult[]): readonly FileResult[] {
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

async function forgetOldRuns(transaction: WriteTransaction, source: string): Promise<void> {
  const old = await transaction
    .selectFrom('ingest_runs')
    .select('id')
    .where('source', '=', source)
    .orderBy('number', 'desc')
    .limit(500)
    .offset(runsKeptPerSource)
    .execute()
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  await transaction.deleteFrom('ingest_runs').where('id', 'in', ids).execute()
}
