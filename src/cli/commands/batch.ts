import { type Command, Option } from 'commander'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { administrator } from '../../access/sign-in.ts'
import type { BatchResult } from '../../batch/batches.ts'
import type { QuestionFormat } from '../../batch/read-questionnaire.ts'
import { type ResultFormat, resultFormats } from '../../batch/result-formats.ts'
import type { Lorekeep } from '../../compose.ts'
import type { Batch } from '../../domain/batch/batch.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { formatMoney } from '../../domain/money.ts'
import type { Installation } from '../../installation.ts'
import { describeDelegated } from '../wording/describe-delegated.ts'
import { prepareFolder, publishFile } from '../files/publish-file.ts'
import { readNamedBytes } from '../files/read-named-file.ts'
import { createStepProgress } from '../progress/step-progress.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly out?: string
  readonly format?: ResultFormat
  readonly resume?: string
  readonly single?: true
  readonly mayWait?: true
  readonly json?: true
}

const details = `
The questions stand in a column named "question" or "问题", or in the first one. The other columns are
carried through. A batch that was interrupted goes on with --resume; of one that is over, the questions
that failed are asked again.

With --may-wait, prompts for models with a batch API (the section "batch" of a provider in the file of
models) are handed over together and cost about half. The command waits for the replies; interrupted, it
goes on with --resume, and nothing is handed over twice.

Example:
  lorekeep batch questionnaire.xlsx --out answers.xlsx
  lorekeep batch questionnaire.xlsx --out answers.xlsx --may-wait
  lorekeep batch --resume 3f0c… --out answers.csv
`

export function addBatchCommand(program: Command, installation: Installation): void {
  program
    .command('batch')
    .description('answer the questions of a CSV, JSONL or XLSX file as one job')
    .argument('[file]', 'the questions')
    .option('--out <file>', 'where the answers go; beside the questions when left out')
    .addOption(
      new Option('--format <format>', 'of the answers; by the ending of --out when left out').choices(resultFormats),
    )
    .option('--resume <id>', 'go on with a batch')
    .option('--single', 'put every question to a model by itself')
    .option('--may-wait', 'let models answer through their batch APIs, within a day or so, at a lower price')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', details)
    .action((file: string | undefined, options: Options) => answerBatch(installation, file, options))
}

async function answerBatch(installation: Installation, file: string | undefined, options: Options): Promise<void> {
  const { resume } = options
  if ((file === undefined) === (resume === undefined)) {
    throw new LorekeepError('bad-arguments', 'Name a file with questions, or a batch to go on with.', {
      hint: 'lorekeep batch questions.csv, or lorekeep batch --resume <id> --out answers.csv',
    })
  }
  const target = targetOf(file, options)
  // What cannot be read or written is said before anything is asked and paid for.
  const questionnaire = file === undefined ? undefined : await readQuestions(file)
  await prepareFolder(dirname(target.path))
  await withLorekeep(installation, async (lorekeep, signal) => {
    const { batches } = lorekeep
    const begun =
      questionnaire === undefined
        ? await batches.get(resume ?? '', administrator)
        : await batches.prepare(
            {
              name: basename(file ?? ''),
              questionnaire,
              sharesCalls: options.single !== true,
              mayWait: options.mayWait === true,
            },
            administrator,
          )
    const batch = await carryOut(lorekeep, begun, options, signal)
    if (batch.status === 'paused') {
      throw new LorekeepError('cancelled', `The batch rests after ${countsText(batch)}.`, {
        hint: `Go on with: lorekeep batch --resume ${batch.id} --out ${target.path}`,
      })
    }
    const results: BatchResult[] = []
    for await (const result of batches.results(batch)) results.push(result)
    // On demand, as reading is: no other command needs workbooks.
    const { writeResults } = await import('../../batch/write-results.ts')
    await publishFile(target.path, writeResults(batch, results, target.format))
    const { counts, costMicros, currency } = batch
    if (options.json) {
      const { id, status, error } = batch
      console.log(JSON.stringify({ id, status, counts, costMicros, currency, file: target.path, error }))
    } else {
      console.log(`${countsText(batch)} · ${formatMoney(costMicros, currency)} · ${target.path}`)
    }
    if (batch.error !== undefined) {
      throw new LorekeepError(batch.error.code, batch.error.message, {
        ...(batch.error.hint !== undefined && { hint: batch.error.hint }),
      })
    }
    if (batch.status !== 'succeeded' || counts.failed > 0) process.exitCode = 1
  })
}

async function carryOut({ batches }: Lorekeep, begun: Batch, options: Options, signal: AbortSignal): Promise<Batch> {
  const { id, currency, status } = begun
  if (!options.json) process.stderr.write(`Batch ${id}\n`)
  if (options.resume !== undefined && status === 'running') {
    process.stderr.write('Another process carries it out, or did until half a minute ago.\n')
  }
  const progress = createStepProgress(process.stderr, 'Answering')
  let told = ''
  try {
    return await batches.resume(
      id,
      administrator,
      (now) => {
        const waiting = describeDelegated(now)
        const cost = ` · ${formatMoney(now.costMicros, currency)}`
        progress.show(now.done, now.total, waiting === '' ? cost : `${cost} · ${waiting}`)
        if (!process.stderr.isTTY && !options.json && waiting !== '' && waiting !== told) {
          process.stderr.write(`${waiting}\n`)
          told = waiting
        }
      },
      signal,
    )
  } finally {
    progress.stop()
  }
}

async function readQuestions(file: string) {
  const { readQuestionnaire } = await import('../../batch/read-questionnaire.ts')
  try {
    return readQuestionnaire(await readNamedBytes(file), basename(file))
  } catch (error) {
    if (!(error instanceof LorekeepError) || error.code === 'bad-arguments') throw error
    const { message, hint, problems } = error
    throw new LorekeepError('bad-arguments', message, { ...(hint !== undefined && { hint }), problems, cause: error })
  }
}

/** Where the answers go and as what: as asked for, or else as the questions came. */
function targetOf(file: string | undefined, { out, format }: Options): { path: string; format: ResultFormat } {
  const wanted = format ?? formatOf(out) ?? formatOf(file) ?? 'csv'
  const path = out ?? (file === undefined ? `answers.${wanted}` : besides(file, wanted))
  if (file !== undefined && resolve(path) === resolve(file)) {
    throw new LorekeepError('bad-arguments', 'The answers would take the place of the questions.', {
      hint: 'Name another file with --out.',
    })
  }
  return { path, format: wanted }
}

function formatOf(path: string | undefined): ResultFormat | undefined {
  const ending = path && (extname(path).slice(1).toLowerCase() as QuestionFormat)
  return resultFormats.find((format) => format === ending)
}

function besides(file: string, format: ResultFormat): string {
  return join(dirname(file), `${basename(file, extname(file))}.answers.${format}`)
}

function countsText({ counts }: Batch): string {
  const { waiting, ...ended } = counts
  const parts = Object.entries(ended).map(([state, count]) => `${count} ${state}`)
  return [...parts, ...(waiting > 0 ? [`${waiting} still open`] : [])].join(', ')
}
