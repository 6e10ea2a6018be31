import type { FileResult, IngestReport } from '../../domain/ingest/ingest-report.ts'
import { durationText } from './duration.ts'

const pathsShown = 20

/**
 * What an ingest did, for a person: the counts, then the failures by what is to be done about them.
 * @param runId where to look up what does not fit; left out, nothing is cut
 */
export function describeReport(report: IngestReport, runId?: string): string {
  const { failures, warnings } = report
  const most = runId === undefined ? Infinity : pathsShown
  return [
    countsOf(report),
    chunksOf(report),
    ...(failures.length === 0 ? [] : ['', `${failures.length} failed:`]),
    ...groupedLines(failures, (file) => [reasonOf(file), file.hint], most, runId),
    ...(warnings.length === 0 ? [] : ['', `${warnings.length} to look at:`]),
    ...groupedLines(warnings, (file) => [file.warning ?? '', undefined], most, runId),
  ].join('\n')
}

function countsOf(report: IngestReport): string {
  const counts = (['added', 'changed', 'relabelled', 'unchanged', 'duplicate', 'failed'] as const)
    .map((outcome) => `${report[outcome]} ${outcome}`)
    .join(', ')
  return [
    `${report.files} files of ${report.source} in ${durationText(report.milliseconds)}: ${counts}`,
    `${report.removed} removed`,
    ...(report.skipped > 0 ? [`${report.skipped} of other kinds skipped`] : []),
  ].join('; ')
}

function chunksOf({ chunksWritten, chunksReused, documentsInIndex, chunksInIndex, ...rest }: IngestReport): string {
  const { revision, chunksWithoutVector = 0 } = rest
  const reused = chunksReused > 0 ? `, ${chunksReused} of them with vectors that were there already` : ''
  const state = revision === undefined ? '' : ` Read at ${revision}.`
  const withheld =
    chunksWithoutVector > 0
      ? ` The policy keeps ${chunksWithoutVector} chunks from the embedding endpoint in the cloud: they are found by their words only.`
      : ''
  return `${chunksWritten} chunks written${reused}; the index holds ${documentsInIndex} documents in ${chunksInIndex} chunks.${withheld}${state}`
}

/** Without the name of the file, which stands below it. */
function reasonOf({ path, reason = 'No reason was given.' }: FileResult): string {
  const name = JSON.stringify(path)
  return reason.startsWith(name) ? `The file${reason.slice(name.length)}` : reason.replaceAll(name, 'the file')
}

/** Paths under what is said of them, so that a reason that a hundred files share is read once. */
function groupedLines(
  files: readonly FileResult[],
  sayOf: (file: FileResult) => readonly [string, string | undefined],
  most: number,
  runId: string | undefined,
): readonly string[] {
  const groups = new Map<string, FileResult[]>()
  for (const file of files.slice(0, most)) {
    const said = sayOf(file)
      .filter((part) => part !== undefined)
      .join('\n    → ')
    groups.set(said, [...(groups.get(said) ?? []), file])
  }
  const lines = [...groups].flatMap(([said, members]) => [`  ${said}`, ...members.map(({ path }) => `      ${path}`)])
  const hidden = files.length - most
  return hidden > 0 ? [...lines, `  … and ${hidden} more: lorekeep runs show ${runId ?? ''}`] : lines
}
