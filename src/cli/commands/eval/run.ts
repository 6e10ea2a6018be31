import { type Command, InvalidArgumentError } from 'commander'
import { join } from 'node:path'
import { administrator } from '../../../access/sign-in.ts'
import type { Lorekeep } from '../../../compose.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { Principal } from '../../../domain/access/principal.ts'
import { compareRuns } from '../../../evaluation/compare-runs.ts'
import { createEvaluate } from '../../../evaluation/evaluate.ts'
import { concludeRun, type EvaluationRun, type Measured } from '../../../evaluation/evaluation-run.ts'
import { type GoldenQuestion, readGoldenQuestions } from '../../../evaluation/golden-question.ts'
import { missingDocuments } from '../../../evaluation/missing-documents.ts'
import { notesOn } from '../../../evaluation/notes.ts'
import { readRun } from '../../../evaluation/read-run.ts'
import { renderReport } from '../../../evaluation/report/render-report.ts'
import { judgeThresholds, parseThreshold, type Threshold } from '../../../evaluation/thresholds.ts'
import type { Installation } from '../../../installation.ts'
import { describeComparison } from '../../describe-comparison.ts'
import { describeEvaluation } from '../../describe-evaluation.ts'
import { prepareFolder, publishFile } from '../../publish-file.ts'
import { readNamedFile } from '../../read-named-file.ts'
import { createStepProgress } from '../../step-progress.ts'
import { withLorekeep } from '../../with-lorekeep.ts'

interface Options {
  readonly out?: string
  readonly min: readonly Threshold[]
  readonly max: readonly Threshold[]
  readonly baseline?: string
  readonly failIfWorse?: true
  readonly limit?: number
  readonly groups?: string
  readonly concurrency: number
  readonly retrievalOnly?: true
  readonly cache?: true
  readonly json?: true
}

const details = `
Each line of the file is {"question", "documents", "passage"?, "answer"?, "status"?, "route"?, "language"?,
"id"?, "tags"?}. Without a file, the questions on the sample documents are asked. Questions leave no conversation
behind; their cost is booked like any other.

Thresholds: a measure of the table, for one language or tag if wanted (zh:hit@5=0.8, #travel:quoted=60%);
times in milliseconds, cost in units of the currency. Ends with 1 when one is not met.

Example:
  lorekeep eval golden.jsonl --out nightly --min hit@5=0.9 --min refused=0.8 --max p95=300
  lorekeep eval --retrieval-only --groups everyone
`

export function addEvalRunCommand(evaluation: Command, installation: Installation): void {
  evaluation
    .command('run', { isDefault: true })
    .description('ask golden questions, and report how well they were answered')
    .argument('[file]', 'golden questions as JSON lines')
    .option('--out <folder>', 'where the run and its report go; otherwise a new folder below the data folder')
    .option('--min <measure=value>', 'fail below this; may be repeated', threshold('min'), [])
    .option('--max <measure=value>', 'fail above this; may be repeated', threshold('max'), [])
    .option('--baseline <run.json>', 'compare with this run, as "lorekeep eval compare" does')
    .option('--fail-if-worse', 'fail when a measure is significantly worse than in the baseline')
    .option('--limit <number>', 'only the first questions', wholeNumber(1, 1_000_000))
    .option('--groups <names>', 'ask for somebody of these groups, with commas between, instead of an administrator')
    .option('--concurrency <number>', 'questions under way at once; more than one blurs times', wholeNumber(1, 32), 1)
    .option('--retrieval-only', 'measure the search alone; no model is called')
    .option('--cache', 'let remembered answers be given')
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', details)
    .action((file: string | undefined, options: Options) => evaluate(installation, file, options))
}

async function evaluate(installation: Installation, given: string | undefined, options: Options): Promise<void> {
  if (options.failIfWorse && options.baseline === undefined) {
    throw new LorekeepError('bad-arguments', '--fail-if-worse needs a run to compare with.', {
      hint: 'Name it: --baseline last-night/run.json',
    })
  }
  const file = given ?? join(installation.root, 'data/golden-questions.jsonl')
  const all = readGoldenQuestions(await readNamedFile(file), file)
  const questions = all.filter(({ status }) => status !== 'review').slice(0, options.limit)
  if (questions.length === 0) {
    throw new LorekeepError('bad-arguments', `Every question of ${file} still has the status "review".`, {
      hint: 'Say for each what is right: documents, an answer, or the status "abstained".',
    })
  }
  const before =
    options.baseline === undefined ? undefined : readRun(await readNamedFile(options.baseline), options.baseline)
  // What cannot be written is said before anything is asked and paid for.
  if (options.out !== undefined) await prepareFolder(options.out)
  await withLorekeep(installation, async (lorekeep, signal) => {
    const run = await measure(lorekeep, questions, { file, inReview: all.filter(isInReview).length }, options, signal)
    const outcomes = judgeThresholds(run, [...options.min, ...options.max])
    const folder = options.out ?? join(lorekeep.environment.dataDir, 'evaluations', folderName(run.startedAt))
    const compared = before && { before, comparison: compareRuns(before, run) }
    const files = { run: join(folder, 'run.json'), report: join(folder, 'report.html') }
    await publishFile(files.report, renderReport(run, { ...compared, thresholds: outcomes }))
    // Last, so that a run that is there has its report.
    await publishFile(files.run, `${JSON.stringify(run)}\n`)
    if (options.json) {
      const { results: _, ...figures } = run
      console.log(JSON.stringify({ ...figures, thresholds: outcomes, comparison: compared?.comparison, files }))
    } else {
      console.log(describeEvaluation(run, outcomes))
      if (compared) console.log(`\n${describeComparison(compared.comparison, run.measured.currency)}`)
      console.log(`\nRun: ${files.run}\nReport: ${files.report}`)
    }
    const isWorse = compared?.comparison.measures.some(({ change }) => change === 'worse') ?? false
    if (outcomes.some(({ isPassed }) => !isPassed) || (isWorse && options.failIfWorse)) process.exitCode = 1
  })
}

const isInReview = ({ status }: GoldenQuestion) => status === 'review'

async function measure(
  lorekeep: Lorekeep,
  questions: readonly GoldenQuestion[],
  { file, inReview }: { readonly file: string; readonly inReview: number },
  { groups, retrievalOnly, cache, concurrency }: Options,
  signal: AbortSignal,
): Promise<EvaluationRun> {
  const { registry, sourceFiles, clock } = lorekeep
  const golden = [...new Set(questions.flatMap(({ documents }) => documents))]
  const missing = await missingDocuments(golden, registry, sourceFiles)
  if (golden.length > 0 && missing.length === golden.length) {
    throw new LorekeepError('document-not-found', `None of the documents that ${file} names is in the index.`, {
      hint: `Ingest them first, with the folder that "${golden[0]}" is relative to.`,
    })
  }
  const names = groups?.split(',').map((group) => group.trim())
  const how = { retrievalOnly: retrievalOnly === true, usesCache: cache === true, concurrency }
  const progress = createStepProgress(process.stderr, 'Asking')
  const startedAt = clock()
  try {
    const results = await createEvaluate(lorekeep)(
      questions,
      { principal: principalIn(names), ...how },
      (done) => progress.show(done, questions.length),
      signal,
    )
    return concludeRun({
      startedAt,
      finishedAt: clock(),
      measured: await describeMeasured(lorekeep),
      conditions: { questions: file, groups: names, ...how },
      notes: notesOn({ results, missing, inReview }),
      results,
    })
  } finally {
    progress.stop()
  }
}

/** Its questions are told apart from those of people in the ledger and in the trail. */
function principalIn(groups: readonly string[] | undefined): Principal {
  const evaluation = { id: 'evaluation', name: 'Evaluation' }
  return groups === undefined ? { ...administrator, ...evaluation } : { ...evaluation, kind: 'key', groups }
}

async function describeMeasured(lorekeep: Lorekeep): Promise<Measured> {
  const [identity, counts] = await Promise.all([lorekeep.registry.indexIdentity(), lorekeep.registry.counts()])
  const { currency, providers } = lorekeep.catalogue.current()
  return {
    lorekeep: lorekeep.installation.version,
    embedder: identity?.id,
    documents: counts.documents,
    chunks: counts.chunks,
    policy: lorekeep.policy.current().version,
    models: providers.map(({ name, model }) => `${name}/${model}`),
    currency,
  }
}

/** Sortable, and a name that every file system takes: `2026-11-28T21-05-09`. */
function folderName(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')
}

function threshold(bound: Threshold['bound']) {
  return (written: string, before: readonly Threshold[]): readonly Threshold[] => {
    const parsed = parseThreshold(bound, written)
    if (typeof parsed === 'string') throw new InvalidArgumentError(`${parsed}.`)
    return [...before, parsed]
  }
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}
