import { type Command, InvalidArgumentError } from 'commander'
import { join } from 'node:path'
import { type Assessment, assess } from '../../accounting/outlook/assess.ts'
import { estimate } from '../../accounting/outlook/estimate.ts'
import { observedWorkload } from '../../accounting/outlook/observed-workload.ts'
import { parseAssessmentRules } from '../../config/assess-file.ts'
import { formatMoney, type Micros, toMicros } from '../../domain/money.ts'
import type { Installation } from '../../installation.ts'
import { readNamedText } from '../files/read-named-text.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly task: string
  readonly errors: string
  readonly daily: number
  readonly pay: Micros
  readonly cost?: Micros
  readonly rules?: string
  readonly json?: true
}

const help = `
Tasks, tolerances and weights are those of data/assess.json, where each is explained.
Without --cost an answer costs what the ledger shows, or what lorekeep estimate assumes.

Example:
  lorekeep assess --task lookup --errors medium --daily 120 --pay 0.50
`

export function addAssessCommand(program: Command, installation: Installation): void {
  program
    .command('assess')
    .description('whether a use case is worth automating, and why')
    .requiredOption('--task <kind>', 'lookup, summary, questionnaire, comparison, drafting, calculation or decision')
    .requiredOption('--errors <tolerance>', 'how well a wrong answer can be borne: none, low, medium or high')
    .requiredOption('--daily <number>', 'questions a day', parseNumber)
    .requiredOption('--pay <amount>', 'what an answer is worth to who asks', parseAmount)
    .option('--cost <amount>', 'what an answer costs', parseAmount)
    .option('--rules <file>', 'other rules than data/assess.json')
    .option('--json', 'print as JSON')
    .addHelpText('after', help)
    .action((options: Options) =>
      withLorekeep(installation, async ({ ledger, catalogue: live, clock }) => {
        const file = options.rules ?? join(installation.root, 'data/assess.json')
        const rules = parseAssessmentRules(await readNamedText(file), file)
        const catalogue = live.current()
        const workload = await observedWorkload(ledger, catalogue, clock())
        const { mixMicros } = estimate({ ...workload, questions: Math.max(1, workload.questions) }, catalogue, clock())
        const costMicros = options.cost ?? toMicros(Math.ceil(mixMicros / Math.max(1, workload.questions)))
        const useCase = { ...options, questionsPerDay: options.daily, payMicros: options.pay, costMicros }
        const result = assess(useCase, rules)
        const { currency } = catalogue
        if (options.json) console.log(JSON.stringify({ currency, costMicros, ...result }))
        else for (const line of describeAssessment(result, costMicros, currency)) console.log(line)
      }),
    )
}

const verdictInWords = {
  automate: 'worth automating',
  pilot: 'worth a trial with people who check',
  leave: 'better left to people',
} as const satisfies Record<Assessment['verdict'], string>

function describeAssessment(
  { factors, total, isCapped, verdict }: Assessment,
  costMicros: Micros,
  currency: string,
): readonly string[] {
  return [
    table(
      ['factor', 'given', 'score', 'weight', 'points'],
      factors.map(({ factor, given, score, weight, points }) => [factor, given, score, weight, points]),
    ),
    '',
    `An answer costs ${formatMoney(costMicros, currency)}.`,
    `${total} of 100 points${isCapped ? ', held down by the factor without any' : ''}: ${verdictInWords[verdict]}.`,
  ]
}

function parseNumber(text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && number >= 0 && number <= 1_000_000_000) return number
  throw new InvalidArgumentError('It must be a number that is not negative.')
}

function parseAmount(text: string): Micros {
  return toMicros(Math.round(parseNumber(text) * 1_000_000))
}
