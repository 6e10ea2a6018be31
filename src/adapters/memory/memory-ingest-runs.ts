import type { FileResult } from '../../domain/ingest/ingest-report.ts'
import { asReadAt, type IngestRun, runsKeptPerSource } from '../../domain/ingest/ingest-run.ts'
import type { Clock } from '../../ports/clock.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'

interface KeptRun {
  run: IngestRun
  heardOfAt: number
  isCancelRequested: boolean
  /** By path, in order of arrival. */
  readonly files: Map<string, FileResult>
}

/** Runs that are remembered as long as the process lasts. */
export function createMemoryIngestRuns(clock: Clock): IngestRuns {
  const kept = new Map<string, KeptRun>()

  function newestFirst(source: string | undefined): readonly KeptRun[] {
    return [...kept.values()].filter(({ run }) => source === undefined || run.source === source).toReversed()
  }
  const read = ({ run, heardOfAt }: KeptRun): IngestRun => asReadAt(clock(), run, heardOfAt)

  return {
    begin: async (run) => {
      kept.set(run.id, { run, heardOfAt: clock(), isCancelRequested: false, files: new Map() })
      for (const old of newestFirst(run.source).slice(runsKeptPerSource)) kept.delete(old.run.id)
    },

    progress: async (runId, progress) => {
      const found = kept.get(runId)
      if (found?.run.status !== 'running') return { isCancelRequested: false }
      found.run = { ...found.run, progress }
      found.heardOfAt = clock()
      return { isCancelRequested: found.isCancelRequested }
    },

    requestCancel: async (runId) => {
      const found = kept.get(runId)
      if (found !== undefined) found.isCancelRequested = true
    },

    addFiles: async (runId, files) => {
      for (const file of files) kept.get(runId)?.files.set(file.path, file)
    },

    finish: async (runId, outcome) => {
      const found = kept.get(runId)
      if (found === undefined) return
      found.run = { ...found.run, ...outcome }
      found.heardOfAt = clock()
    },

    get: async (runId) => {
      const found = kept.get(runId)
      return found && read(found)
    },

    list: async ({ source, limit }) => newestFirst(source).slice(0, limit).map(read),

    running: async (source) =>
      newestFirst(source)
        .map(read)
        .filter(({ status }) => status === 'running'),

    files: async (runId, { limit, offset, outcome, order = 'path' }) => {
      const wanted = [...(kept.get(runId)?.files.values() ?? [])].filter(
        (file) => outcome === undefined || file.outcome === outcome,
      )
      const ordered = order === 'path' ? wanted.toSorted((a, b) => (a.path < b.path ? -1 : 1)) : wanted
      return { files: ordered.slice(offset, offset + limit), total: wanted.length }
    },
  }
}
