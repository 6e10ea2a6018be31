import type { Insertable, Selectable } from 'kysely'
import type { IngestReport } from '../../../domain/ingest/ingest-report.ts'
import type { IngestProgress, IngestRun, IngestRunStatus, IngestTrigger } from '../../../domain/ingest/ingest-run.ts'
import type { IngestRunRow } from './ingest-tables.ts'

export function ingestRunRowOf(run: IngestRun, heardOfAt: number): Insertable<IngestRunRow> {
  return {
    id: run.id,
    source: run.source,
    actor: run.actor,
    set_off_by: run.trigger,
    status: run.status,
    started_at: run.startedAt,
    finished_at: run.finishedAt ?? null,
    heard_of_at: heardOfAt,
    progress: JSON.stringify(run.progress),
    report: run.report === undefined ? null : JSON.stringify(run.report),
    error: run.error === undefined ? null : JSON.stringify(run.error),
  }
}

export function ingestRunOf(row: Selectable<IngestRunRow>): IngestRun {
  return {
    id: row.id,
    source: row.source,
    actor: row.actor,
    trigger: row.set_off_by as IngestTrigger,
    status: row.status as IngestRunStatus,
    startedAt: row.started_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    progress: JSON.parse(row.progress) as IngestProgress,
    ...(row.report === null ? {} : { report: JSON.parse(row.report) as IngestReport }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as NonNullable<IngestRun['error']> }),
  }
}
