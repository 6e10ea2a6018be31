import { type Command, InvalidArgumentError } from 'commander'
import { administrator } from '../../../access/sign-in.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import { type CalibrationResult, leastAnswerable } from '../../../evaluation/calibrate.ts'
import { readGoldenQuestions } from '../../../evaluation/golden-question.ts'
import type { Installation } from '../../../installation.ts'
import { readNamedFile } from '../../files/read-named-file.ts'
import { createStepProgress } from '../../progress/step-progress.ts'
import { table } from '../../wording/table.ts'
import { withLorekeep } from '../../with-lorekeep.ts'

interface Options {
  readonly golden: string
  readonly falseRefusals: number
  readonly json?: true
}

const details = `
Each question is searched twice: as it is, and with its documents withheld. From the two, the gate that decides between
an answer and "I found nothing on this" is fitted for each language, kept beside the index, and used from the next
question on. No model is called. At least ${leastAnswerable} answerable questions in a language are needed; with another
embedding model the gate starts anew.

"Refused" is measured on questions that the gate was not fitted to (five parts, each held out once).

Example:
  lorekeep eval calibrate --golden golden.jsonl
  lorekeep eval calibrate --golden golden.jsonl --false-refusals 0.02
`

export function addEvalCalibrateCommand(evaluation: Command, installation: Installation): void {
  evaluation
    .command('calibrate')
    .description('fit the evidence gate to golden questions: when to say that nothing was found')
    .requiredOption('--golden <file>', 'golden questions as JSON lines, as "lorekeep eval run" takes them')
    .option('--false-refusals <share>', 'the share of answerable questions that may be refused', share, 0.05)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', details)
    .action((options: Options) => calibrate(installation, options))
}

async function calibrate(installation: Installation, { golden, falseRefusals, json }: Options): Promise<void> {
  const questions = readGoldenQuestions(await readNamedFile(golden), golden)
  await withLorekeep(installation, async (lorekeep, signal) => {
    const progress = createStepProgress(process.stderr, 'Searching')
    let results: readonly CalibrationResult[]
    try {
      const onDone = (done: number) => progress.show(done, questions.length)
      results = await lorekeep.calibrate(questions, { principal: administrator, falseRefusals }, onDone, signal)
    } finally {
      progress.stop()
    }
    if (results.every(({ calibration }) => calibration === undefined)) {
      throw new LorekeepError('bad-arguments', describeTooFew(results), {
        hint: 'The gate stays as it was. Add questions with the documents that answer them.',
      })
    }
    console.log(json ? JSON.stringify({ falseRefusals, languages: results }) : describe(results))
  })
}

function describeTooFew(results: readonly CalibrationResult[]): string {
  const found = results.map(({ language, answerable }) => `${answerable} in ${language}`).join(', ')
  return `A language needs ${leastAnswerable} questions whose documents are found; there are ${found || 'none'}.`
}

function describe(results: readonly CalibrationResult[]): string {
  return table(
    ['language', 'with their documents', 'without', 'threshold', 'refused wrongly', 'refused rightly', 'AUROC'],
    results.map(({ language, answerable, unanswerable, calibration, quality }) => [
      language,
      String(answerable),
      String(unanswerable),
      calibration === undefined ? 'as before: too few questions' : calibration.gate.threshold.toFixed(2),
      percent(quality?.falseRefusals),
      percent(quality?.trueRefusals),
      quality === undefined ? '' : quality.auroc.toFixed(3),
    ]),
  )
}

function percent(value: number | undefined): string {
  return value === undefined ? '' : `${(value * 100).toFixed(1)} %`
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value < 1) return value
  throw new InvalidArgumentError('It must be a share from 0 to below 1, such as 0.05.')
}
