import { type Command, InvalidArgumentError, Option } from 'commander'
import { administrator } from '../../../access/sign-in.ts'
import type { AnswerFeedback } from '../../../ports/answer-journal.ts'
import { goldenFromFeedback } from '../../../evaluation/golden-from-feedback.ts'
import type { Installation } from '../../../installation.ts'
import { withLorekeep } from '../../with-lorekeep.ts'

interface Options {
  readonly since: number
  readonly rating?: AnswerFeedback['rating']
}

const details = `
A thumb up confirms what was answered. A thumb down becomes a question with the status "review", with the comment
and what was answered: correct it by hand; until then "lorekeep eval" leaves it out. Nobody's name is in the output,
but questions and answers are.

Example:
  lorekeep eval feedback --since 2026-11-01 --rating up > golden.jsonl
`

export function addEvalFeedbackCommand(evaluation: Command, installation: Installation): void {
  evaluation
    .command('feedback')
    .description('print rated answers as golden questions, a line of JSON each')
    .option('--since <date>', 'rated on this day or later, as YYYY-MM-DD', parseDay, 0)
    .addOption(new Option('--rating <rating>', 'only thumbs of this kind').choices(['up', 'down']))
    .option('--json', 'the output is JSON lines in any case')
    .addHelpText('after', details)
    .action(({ since, rating }: Options) =>
      withLorekeep(installation, async ({ journal, auditLog, clock }) => {
        const lines = await goldenFromFeedback(journal, { since, ...(rating !== undefined && { rating }) })
        await auditLog.append({
          at: clock(),
          actor: administrator.id,
          action: 'feedback.exported',
          subject: 'feedback',
          details: { questions: lines.length, since, rating: rating ?? 'any' },
        })
        for (const line of lines) console.log(JSON.stringify(line))
        const inReview = lines.filter(({ status }) => status === 'review').length
        process.stderr.write(`${lines.length} questions, ${inReview} of them to be reviewed by hand.\n`)
      }),
    )
}

/** The beginning of a day on this machine. */
function parseDay(text: string): number {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number)
  const date = new Date(year ?? NaN, (month ?? NaN) - 1, day)
  if (date.getMonth() + 1 === month && date.getDate() === day) return date.getTime()
  throw new InvalidArgumentError('It must be a day such as 2026-11-28.')
}
