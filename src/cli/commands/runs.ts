import { type Command, InvalidArgumentError, Option } from 'commander'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describeKinds, everyFile, fileReportCsv } from '../../../ingest/runs/file-report.ts'
import { unknownRun } from '../../../ingest/runs/poll-run.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import { type FileOutcome, fileOutcomes, type FileResult } from '../../domain/ingest/ingest-report.ts'
import type { IngestRun } from '../../domain/ingest/ingest-run.ts'
import type { Installation } from '../../installation.ts'
import type { IngestRuns } from '../../ports/ingest-runs.ts'
import { describeReport } from '../wording/describe-report.ts'
import { durationText } from '../wording/duration.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface ListOptions {
  readonly source?: string
  readonly limit: number
  readonly json?: true
}

interface ShowOptions {
  readonly files?: true
  readonly outcome?: FileOutcome
  readonly csv?: string
  readonly json?: true
}

const example = `
Example:
  lorekeep runs --source handbook
  lorekeep runs show 1f0c2f6e-… --files --outcome failed
  lorekeep runs show 1f0c2f6e-… --csv report.csv

The last twenty runs of each source are kept. Of unchanged files only the number is known.
`

export function addRunsCommand(program: Command, installation: Installation): void {
  const runs = program
    .command('runs')
    .description('what became of past ingests, and of the one that is running')
    .option('--source <name>', 'only runs of this source')
    .option('--limit <number>', 'how many, newest first', parseLimit, 20)
    .option('--json', 'print as JSON')
    .addHelpText('after', example)
    .action((options: ListOptions) => withLorekeep(installation, (lorekeep) => list(lorekeep.runs, options)))
  runs
    .command('show')
    .description('the report of one run, file by file if wanted')
    .argument('<id>', 'as "lorekeep runs" lists it')
    .option('--files', 'list the files that were not just unchanged')
    .addOption(new Option('--outcome <outcome>', 'only files that became this').choices(fileOutcomes))
    .option('--csv <file>', 'write the files as CSV')
    .option('--json', 'print as JSON; with --files one line for each file after the run')
    .addHelpText('after', example)
    .action((id: string, options: ShowOptions) =>
      // The parent has options of the same name, which commander gives to it.
      withLorekeep(installation, (lorekeep) => show(lorekeep.runs, id, { ...runs.opts<ShowOptions>(), ...options })),
    )
}

async function list(runs: IngestRuns, { source, limit, json }: ListOptions): Promise<void> {
  const found = await runs.list({ limit, ...(source !== undefined && { source }) })
  if (json) {
    console.log(JSON.stringify({ runs: found }))
    return
  }
  if (found.length === 0) {
    console.log('Nothing has been ingested yet.')
    return
  }
  console.log(
    table(
      ['run', 'source', 'status', 'began', 'took', 'files', 'added', 'changed', 'removed', 'failed', 'by'],
      found.map((run) => [
        run.id,
        run.source,
        run.status,
        timeText(run.startedAt),
        run.finishedAt === undefined ? '' : durationText(run.finishedAt - run.startedAt),
        run.report?.files ?? run.progress.done,
        run.report?.added ?? '',
        run.report?.changed ?? '',
        run.report?.removed ?? '',
        run.report?.failed ?? run.progress.failed,
        run.trigger,
      ]),
    ),
  )
}

async function show(runs: IngestRuns, id: string, { files, outcome, csv, json }: ShowOptions): Promise<void> {
  const run = await runs.get(id)
  if (run === undefined) throw unknownRun(id)
  if (csv !== undefined) await writeCsv(runs, id, outcome, csv)
  if (json) {
    console.log(JSON.stringify(run))
    if (files) for await (const file of everyFile(runs, id, outcome)) console.log(JSON.stringify(file))
    return
  }
  console.log(describeRun(run))
  if (files) {
    const all: FileResult[] = []
    for await (const file of everyFile(runs, id, outcome)) all.push(file)
    console.log(`\n${fileTable(all)}`)
  }
  if (csv !== undefined) console.log(`\nThe files are in ${csv}.`)
}

function describeRun(run: IngestRun): string {
  const { startedAt, finishedAt, progress, report, error } = run
  const took = finishedAt === undefined ? '' : `, took ${durationText(finishedAt - startedAt)}`
  const head = `Run ${run.id} of ${run.source}: ${run.status}\nBegan ${timeText(startedAt)} by ${run.actor} (${run.trigger})${took}`
  if (report !== undefined) return `${head}\n${describeReport(report)}`
  const total = progress.total === undefined ? '' : ` of ${progress.total}`
  const state = `${progress.done}${total} files, ${progress.chunks} chunks, ${progress.failed} failed`
  if (error !== undefined)
    return [head, state, error.message, ...(error.hint === undefined ? [] : [`  ${error.hint}`])].join('\n')
  return `${head}\n${state}${progress.phase === undefined ? '' : ` (${progress.phase})`}`
}

function fileTable(files: readonly FileResult[]): string {
  return table(
    ['path', 'outcome', 'pages', 'chunks', 'characters', 'language', 'classification', 'sensitive', 'took', 'reason'],
    files.map((file) => [
      file.path,
      file.outcome,
      file.pages ?? '',
      file.chunks,
      file.characters ?? '',
      file.language ?? '',
      file.classification ?? '',
      file.kinds === undefined ? '' : describeKinds(file.kinds),
      file.milliseconds === undefined ? '' : durationText(file.milliseconds),
      file.reason ?? file.warning ?? (file.duplicateOf === undefined ? '' : `same as ${file.duplicateOf}`),
    ]),
  )
}

async function writeCsv(runs: IngestRuns, id: string, outcome: FileOutcome | undefined, path: string): Promise<void> {
  try {
    await pipeline(Readable.from(fileReportCsv(runs, id, outcome)), createWriteStream(path))
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new LorekeepError('bad-arguments', `The report cannot be written: ${messageOf(error)}.`, {
      hint: 'Name a file in a folder that exists and that you may write to.',
      cause: error,
    })
  }
}

/** In the time zone of this machine, and sortable. */
function timeText(at: number): string {
  return new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' })
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.')
}
