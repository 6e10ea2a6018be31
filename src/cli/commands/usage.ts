import { type Command, InvalidArgumentError, Option } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import { forecastUsage, type UsageForecast } from '../../accounting/outlook/forecast-usage.ts'
import { type Savings, savingsOf } from '../../accounting/savings/savings.ts'
import { usageCsv } from '../../accounting/usage-csv.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { type UsageGrouping, usageGroupings, type UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import { formatMoney } from '../../domain/money.ts'
import { publicBudgetForecast } from '../../http/public-budget.ts'
import type { Installation } from '../../installation.ts'
import { amountText, ownerOf } from '../wording/budget-words.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const dayMs = 24 * 60 * 60 * 1000

interface Options {
  readonly by: UsageGrouping
  readonly days: number
  readonly from?: number
  readonly to?: number
  readonly csv?: true
  readonly json?: true
}

const examples = `
Example:
  lorekeep usage --by model --days 7
  lorekeep usage --by team --from 2026-03-01 --to 2026-03-31 --csv > march.csv
`

export function addUsageCommand(program: Command, installation: Installation): void {
  program
    .command('usage')
    .description('questions, tokens, money and what was saved')
    .addOption(new Option('--by <group>', 'how to group').choices(usageGroupings).default('day'))
    .option('--days <number>', 'how far back', parseDays, 30)
    .option('--from <day>', 'the first day, of UTC, in place of --days', parseDay)
    .option('--to <day>', 'the last day; today by default', parseDay)
    .option('--csv', 'print as CSV')
    .option('--json', 'print as JSON')
    .addHelpText('after', examples)
    .action((options: Options) =>
      withLorekeep(installation, async ({ ledger, budgets, wallClock, catalogue, clock }) => {
        const to = options.to === undefined ? clock() + 1 : options.to + dayMs
        const from = options.from ?? to - options.days * dayMs
        if (from >= to)
          throw new LorekeepError('bad-arguments', '--from is after --to.', { hint: 'Swap the two days.' })
        const totals = await ledger.totals({ from, to, groupBy: options.by })
        const { currency, baselineModel } = catalogue.current()
        const savings = savingsOf(totals)
        const outlook = await forecastUsage({ ledger, budgets, wallClock }, administrator, clock())
        if (options.json) {
          const forecast = { ...outlook, budgets: outlook.budgets.map(publicBudgetForecast) }
          console.log(JSON.stringify({ by: options.by, currency, totals, savings, forecast }))
        } else if (options.csv) process.stdout.write(usageCsv(totals))
        else {
          const lines = describeUsage(options.by, totals, savings, currency, baselineModel)
          for (const line of [...lines, ...describeForecast(outlook, currency)]) console.log(line)
        }
      }),
    )
}

const meansInWords = {
  cache: 'remembered answers',
  routing: 'routing',
  compression: 'shorter prompts',
  batch: 'batches',
  prices: 'prices of providers',
  unattributed: 'calls for no question (ingest, judging), and entries of earlier versions',
} as const satisfies Record<keyof Savings['by'], string>

function describeUsage(
  by: UsageGrouping,
  totals: readonly UsageTotal[],
  savings: Savings,
  currency: string,
  baselineModel: string,
): readonly string[] {
  const count = (of: 'unpricedCalls' | 'estimatedCalls') => totals.reduce((sum, total) => sum + total[of], 0)
  const money = (micros: UsageTotal['costMicros']) => formatMoney(micros, currency)
  const parts = (Object.keys(meansInWords) as (keyof Savings['by'])[])
    .filter((means) => savings.by[means] !== 0)
    .map((means) => `  ${meansInWords[means]}: ${money(savings.by[means])}`)
  return [
    usageTable(by, totals, money),
    '',
    `Paid ${money(savings.costMicros)}; all in the cloud with ${baselineModel} it would have been ${money(savings.baselineMicros)} (${(savings.share * 100).toFixed(0)} % saved).`,
    ...parts,
    ...(count('estimatedCalls') > 0
      ? [`The tokens of ${count('estimatedCalls')} calls were counted here, as their provider reported none.`]
      : []),
    ...(count('unpricedCalls') > 0
      ? [
          `${count('unpricedCalls')} calls went to models without a price and are booked at the dearest known one: add their prices to data/models.json.`,
        ]
      : []),
  ]
}

function describeForecast({ expectedMicros, month, budgets }: UsageForecast, currency: string): readonly string[] {
  return [
    `If it goes on like this, ${month} ends at ${formatMoney(expectedMicros, currency)}.`,
    ...budgets
      .filter(({ runsOutOn }) => runsOutOn !== undefined)
      .map(
        (budget) =>
          `The budget of ${ownerOf(budget)} for the ${budget.period}, ${amountText(budget, budget.limit, currency)}, will not do on ${budget.runsOutOn}.`,
      ),
  ]
}

function usageTable(
  by: UsageGrouping,
  totals: readonly UsageTotal[],
  money: (micros: UsageTotal['costMicros']) => string,
): string {
  return table(
    [
      by,
      'questions',
      'answered',
      'abstained',
      'blocked',
      'from cache',
      'calls',
      'prompt tokens',
      'completion tokens',
      'cost',
    ],
    totals.map((total) => [
      total.group,
      total.questions,
      total.answered,
      total.abstained,
      total.blocked,
      total.cacheHits,
      total.calls,
      total.promptTokens,
      total.completionTokens,
      money(total.costMicros),
    ]),
  )
}

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3660) return days
  throw new InvalidArgumentError('It must be a whole number from 1 to 3660.')
}

function parseDay(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return at
  throw new InvalidArgumentError('It must be a day such as 2026-03-31.')
}
