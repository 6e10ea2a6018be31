import { csvLine } from '../../src/domain/text/csv.ts'
import type { FileOutcome, FileResult } from '../../src/domain/ingest/ingest-report.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'

const columns = {
  path: ({ path }) => path,
  outcome: ({ outcome }) => outcome,
  code: ({ code }) => code,
  reason: ({ reason }) => reason,
  hint: ({ hint }) => hint,
  warning: ({ warning }) => warning,
  pages: ({ pages }) => pages,
  chunks: ({ chunks }) => chunks,
  chunksReused: ({ chunksReused }) => chunksReused,
  chunksWithoutVector: ({ chunksWithoutVector }) => chunksWithoutVector,
  characters: ({ characters }) => characters,
  language: ({ language }) => language,
  classification: ({ classification }) => classification,
  kinds: ({ kinds }) => kinds && describeKinds(kinds),
  duplicateOf: ({ duplicateOf }) => duplicateOf,
  milliseconds: ({ milliseconds }) => milliseconds,
} as const satisfies Record<string, (file: FileResult) => string | number | undefined>

/** Without it, spreadsheets take UTF-8 for an older encoding and garble Chinese names. */
const byteOrderMark = '\uFEFF'
const filesAtOnce = 500

/** What became of the files of a run, as CSV with a header, piece by piece. */
export async function* fileReportCsv(
  runs: IngestRuns,
  runId: string,
  outcome: FileOutcome | undefined,
): AsyncGenerator<string, void, undefined> {
  yield byteOrderMark + csvLine(Object.keys(columns))
  for await (const file of everyFile(runs, runId, outcome)) {
    yield csvLine(Object.values(columns).map((valueOf) => valueOf(file)))
  }
}

/** Every file of a run that was told, in order of path, read a few hundred at a time. */
export async function* everyFile(
  runs: IngestRuns,
  runId: string,
  outcome: FileOutcome | undefined,
): AsyncGenerator<FileResult, void, undefined> {
  for (let offset = 0; ; offset += filesAtOnce) {
    const request = { limit: filesAtOnce, offset, ...(outcome !== undefined && { outcome }) }
    const { files } = await runs.files(runId, request)
    yield* files
    if (files.length < filesAtOnce) return
  }
}

/** Kinds of sensitive values with how many there are, such as `EMAIL 2, IBAN 1`. */
export function describeKinds(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')
}
