import { type Command, InvalidArgumentError, Option } from 'commander'
import { savingsOf } from '../../accounting/savings.ts'
import type { UsageGrouping } from '../../domain/ledger-entry.ts'
import { formatMoney } from '../../domain/money.ts'
import type { Installation } from '../../installation.ts'
import { table } from '../table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const dayMs = 24 * 60 * 60 * 1000

interface Options {
  readonly by: UsageGrouping
  readonly days: number
  readonly json?: true
}

export function addUsageCommand(program: Command, installation: Installation): void {
  program
    .command('usage')
    .description('questions, tokens and money')
    .addOption(
      new Option('--by <group>', 'how to group').choices(['day', 'user', 'team', 'model', 'tier']).default('day'),
    )
    .option('--days <number>', 'how far back', parseDays, 30)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep usage --by model --days 7\n')
    .action(({ by, days, json }: Options) =>
      withLorekeep(installation, async ({ ledger, catalogue, clock }) => {
        const to = clock() + 1
        const totals = await ledger.totals({ from: to - days * dayMs, to, groupBy: by })
        const { currency, baselineModel } = catalogue.current()
        const savings = savingsOf(totals)
        if (json) {
          console.log(JSON.stringify({ groupBy: by, currency, totals, savings }))
          return
        }
        console.log(
          table(
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
              formatMoney(total.costMicros, currency),
            ]),
          ),
        )
        console.log(
          `\nPaid ${formatMoney(savings.costMicros, currency)}; all in the cloud with ${baselineModel} it would have been ${formatMoney(savings.baselineMicros, currency)} (${(savings.share * 100).toFixed(0)} % saved).`,
        )
        const unpriced = totals.reduce((sum, total) => sum + total.unpricedCalls, 0)
        if (unpriced > 0) console.log(`${unpriced} calls went to models without a price: add them to data/models.json.`)
      }),
    )
}

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 3660) return days
  throw new InvalidArgumentError('It must be a whole number from 1 to 3660.')
}
