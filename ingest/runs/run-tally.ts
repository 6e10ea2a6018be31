import {
  type FileOutcome,
  fileOutcomes,
  type FileResult,
  type IngestEvent,
  type IngestReport,
} from '../../src/domain/ingest/ingest-report.ts'
import type { UnreadablePlace } from '../sources/readers/source-reader.ts'

/** Counts what becomes of files and tells whoever watches. */
export interface RunTally {
  /** Files that a result was noted for. */
  readonly files: number
  add(result: FileResult): void
  /** More files than were counted before, such as those of an archive. */
  expect(more: number): void
  /** What became of a file after all, for which another outcome was noted before, if it was looked at. */
  settle(before: FileOutcome | undefined, result: FileResult): void
  skipped(): void
  unreadable(place: UnreadablePlace): void
  /** Of them all. */
  readonly unreadablePlaces: readonly UnreadablePlace[]
  /** Whether a document lies in a place that could not be looked into, and so is not known to be gone. */
  isHidden(path: string): boolean
  report(
    rest: Omit<
      IngestReport,
      | FileOutcome
      | 'files'
      | 'skipped'
      | 'chunksWritten'
      | 'chunksReused'
      | 'chunksWithoutVector'
      | 'failures'
      | 'warnings'
    >,
  ): IngestReport
}

/** How many failures, and how many warnings, a report lists; all of them are counted. */
const mostListed = 1000

export function createRunTally(expected: number, onEvent: (event: IngestEvent) => void): RunTally {
  const counts = Object.fromEntries(fileOutcomes.map((outcome) => [outcome, 0])) as Record<FileOutcome, number>
  const failures: FileResult[] = []
  const warnings: FileResult[] = []
  const unreadable: UnreadablePlace[] = []
  let [files, total, skipped, chunks, chunksReused, chunksWithoutVector] = [0, expected, 0, 0, 0, 0]

  function list(to: FileResult[], result: FileResult): void {
    if (to.length < mostListed) to.push(result)
  }

  function note(result: FileResult): void {
    total = Math.max(total, files)
    counts[result.outcome] += 1
    chunks += result.chunks
    chunksReused += result.chunksReused ?? 0
    chunksWithoutVector += result.chunksWithoutVector ?? 0
    if (result.outcome === 'failed') list(failures, result)
    onEvent({ type: 'file', done: files, total, chunks, failed: counts.failed, result })
  }

  return {
    get files() {
      return files
    },
    add(result) {
      files += 1
      if (result.warning !== undefined) list(warnings, result)
      note(result)
    },
    settle(before, result) {
      if (before === undefined) files += 1
      else counts[before] -= 1
      note(result)
    },
    expect(more) {
      total += more
    },
    skipped() {
      skipped += 1
    },
    unreadable(place) {
      unreadable.push(place)
      const { path, code, reason, hint } = place
      this.add({ path, outcome: 'failed', chunks: 0, code, reason, ...(hint !== undefined && { hint }) })
    },
    unreadablePlaces: unreadable,
    isHidden: (path) =>
      unreadable.some((place) => place.path === '' || path === place.path || path.startsWith(`${place.path}/`)),
    report: (rest) => ({
      ...rest,
      ...counts,
      files,
      skipped,
      chunksWritten: chunks,
      chunksReused,
      ...(chunksWithoutVector > 0 && { chunksWithoutVector }),
      failures,
      warnings,
    }),
  }
}
