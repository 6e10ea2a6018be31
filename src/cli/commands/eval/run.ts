import { type Command, InvalidArgumentError, Option } from 'commander'
import { join } from 'node:path'
import { administrator } from '../../../access/sign-in.ts'
import type { Lorekeep } from '../../../compose.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { ModelCatalogue } from '../../../domain/routing/model-catalogue.ts'
import type { Principal } from '../../../domain/access/principal.ts'
import { compareRuns } from '../../../evaluation/compare-runs.ts'
import { createEvaluate } from '../../../evaluation/evaluate.ts'
import {
  concludeRun,
  type EvaluationRun,
  type Measured,
  type RunConditions,
} from '../../../evaluation/evaluation-run.ts'
import { type GoldenQuestion, readGoldenQuestions } from '../../../evaluation/golden-question.ts'
import { missingDocuments } from '../../../evaluation/missing-documents.ts'
import { notesOn } from '../../../evaluation/notes.ts'
import { readRun } from '../../../evaluation/read-run.ts'
import { renderReport } from '../../../evaluation/report/render-report.ts'
import { judgeThresholds, parseThreshold, type Threshold } from '../../../evaluation/thresholds.ts'
import type { Installation } from '../../../installation.ts'
import { describeComparison } from '../../wording/describe-comparison.ts'
import { describeEvaluation } from '../../wording/describe-evaluation.ts'
import { prepareFolder, publishFile } from '../../files/publish-file.ts'
import { readNamedFile } from '../../files/read-named-file.ts'
import { createStepProgress } from '../../progress/step-progress.ts'
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
  readonly compression?: 'on' | 'off'
  readonly judge?: true
  readonly judgeModel?: readonly string[]
  readonly json?: true
}

const details = `
Each line of the file is {"question", "documents", "passage"?, "answer"?, "status"?, "route"?, "language"?,
"id"?, "tags"?}. Without a file, the questions on the sample documents are asked. Questions leave no conversation
behind; their cost is booked like any other.

Thresholds: a measure of the table, for one language or tag if wanted (zh:hit@5=0.8, #travel:quoted=60%);
times in milliseconds, cost in units of the currency. Ends with 1 when one is not met.

--judge asks a model whether each answer says what the "answer" of its line says: the strongest configured model that
may see it, or those of --judge-model in their order. A model in the cloud sees no more of an answer than of a question;
what it may not see is judged on the premises, or not at all. What judging costs is booked as "judge".

Example:
  lorekeep eval golden.jsonl --out nightly --min hit@5=0.9 --min refused=0.8 --max p95=300
  lorekeep eval golden.jsonl --judge --min judged-correct=0.9 --min judged=95%
  lorekeep eval golden.jsonl --judge-model on-prem/qwen3-32b --compression off --out whole
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
    .addOption(
      new Option(
        '--compression <switch>',
        'give models less of the evidence or all of it, whatever the settings',
      ).choices(['on', 'off']),
    )
    .option('--judge', 'let a model grade the answers by the reference answers')
    .option('--judge-model <provider/model>', 'let this one grade, or several with commas between', listOfNames)
    .option('--json', 'print the figures as JSON')
    .addHelpText('after', details)
    .action((file: string | undefined, options: Options) => evaluate(installation, file, options))
}

async function evaluate(installation: Installation, given: string | undefined, options: Options): Promise<void> {
  refuseContradictions(options)
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

function refuseContradictions(options: Options): void {
  if (options.failIfWorse && options.baseline === undefined) {
    throw new LorekeepError('bad-arguments', '--fail-if-worse needs a run to compare with.', {
      hint: 'Name it: --baseline last-night/run.json',
    })
  }
  if (options.retrievalOnly && isJudged(options)) {
    throw new LorekeepError('bad-arguments', 'With --retrieval-only there is no answer to judge.', {
      hint: 'Leave one of the two out.',
    })
  }
  if (options.cache && options.compression !== undefined) {
    throw new LorekeepError('bad-arguments', 'A remembered answer does not tell what --compression costs.', {
      hint: 'Leave out --cache.',
    })
  }
}

function isJudged({ judge, judgeModel }: Options): boolean {
  return judge === true || judgeModel !== undefined
}

const isInReview = ({ status }: GoldenQuestion) => status === 'review'

async function measure(
  lorekeep: Lorekeep,
  questions: readonly GoldenQuestion[],
  { file, inReview }: { readonly file: string; readonly inReview: number },
  options: Options,
  signal: AbortSignal,
): Promise<EvaluationRun> {
  const { registry, sourceFiles, clock } = lorekeep
  const { groups, retrievalOnly, cache, concurrency, compression, judgeModel } = options
  const golden = [...new Set(questions.flatMap(({ documents }) => documents))]
  const missing = await missingDocuments(golden, registry, sourceFiles)
  if (golden.length > 0 && missing.length === golden.length) {
    throw new LorekeepError('document-not-found', `None of the documents that ${file} names is in the index.`, {
      hint: `Ingest them first, with the folder that "${golden[0]}" is relative to.`,
    })
  }
  const names = groups?.split(',').map((group) => group.trim())
  const how = { retrievalOnly: retrievalOnly === true, usesCache: cache === true, concurrency }
  const principal = principalIn(names)
  const { providers } = lorekeep.catalogue.current()
  const judge = isJudged(options)
    ? await lorekeep.prepareJudge(questions, { principal, ...(judgeModel && { models: judgeModel }) })
    : undefined
  const progress = createStepProgress(process.stderr, judge === undefined ? 'Asking' : 'Asking and judging')
  const startedAt = clock()
  try {
    const results = await createEvaluate(lorekeep)(
      questions,
      { principal, ...how, ...(compression && { compression }), ...(judge && { judge }) },
      (done) => progress.show(done, questions.length),
      signal,
    )
    return concludeRun({
      startedAt,
      finishedAt: clock(),
      measured: await describeMeasured(lorekeep),
      conditions: {
        questions: file,
        groups: names,
        ...how,
        compression: compression ?? compressionIn(lorekeep.catalogue.current()),
        ...(judge && { judges: judgeModel ?? providers.map(({ name, model }) => `${name}/${model}`) }),
      },
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

/** As the file of models says. */
function compressionIn({ providers, wholeEvidence }: ModelCatalogue): RunConditions['compression'] {
  const usually = wholeEvidence !== true
  const ways = new Set(providers.length === 0 ? [usually] : providers.map(({ compress = usually }) => compress))
  if (ways.size > 1) return 'by-model'
  return ways.has(true) ? 'on' : 'off'
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

function listOfNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.every((name) => /^[^/]+\/.+$/.test(name))) return names
  throw new InvalidArgumentError('It must be a provider and a model, such as on-prem/qwen3-32b.')
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (Number.isInteger(number) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
  }
}
