import { type Command, InvalidArgumentError, Option } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { BudgetReport } from '../../accounting/budgets/budget-limits.ts'
import {
  type Budget,
  budgetKinds,
  type BudgetPeriod,
  budgetPeriods,
  type BudgetSubject,
  type BudgetUnit,
  budgetUnits,
  defaultExhaustionPolicy,
  defaultWarnAt,
  exhaustionPolicies,
  type ExhaustionPolicy,
  isSameBudget,
  isSameSubject,
  problemOfTerms,
  usedPercent,
} from '../../domain/accounting/budget.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { publicBudgetReport } from '../../http/public-budget.ts'
import type { Installation } from '../../installation.ts'
import { amountText, ownerOf } from '../wording/budget-words.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface SetOptions {
  readonly period: BudgetPeriod
  readonly money?: number
  readonly tokens?: number
  readonly warn: readonly number[]
  readonly whenExhausted: ExhaustionPolicy
  readonly cheaperFrom?: number
  readonly json?: true
}

interface RemoveOptions {
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
  readonly json?: true
}

const examples = `
Example:
  lorekeep budget set organisation --money 500 --warn 50,80,95
  lorekeep budget set team legal --period day --tokens 2000000 --when-exhausted stop
  lorekeep budget list
`
const kindText = `one of ${budgetKinds.join(', ')}`
const idText = 'its name or id; none for the organisation'

export function addBudgetCommand(program: Command, installation: Installation): void {
  const budget = program
    .command('budget')
    .description('limits of what questions may cost')
    .addHelpText('after', examples)
  budget
    .command('list')
    .description('all limits, and what is used of them')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep budget list --json\n')
    .action((options: { readonly json?: true }) => show(installation, () => true, options))
  budget
    .command('show')
    .description('the limits of one, with the day on which each runs out')
    .argument('<kind>', kindText, parseKind)
    .argument('[id]', idText)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep budget show team legal\n')
    .action((kind: BudgetSubject['kind'], id: string | undefined, options: { readonly json?: true }) => {
      const subject = subjectOf(kind, id)
      return show(installation, (known) => isSameSubject(known, subject), options)
    })
  budget
    .command('set')
    .description('add a limit, or give one new terms')
    .argument('<kind>', kindText, parseKind)
    .argument('[id]', idText)
    .addOption(new Option('--period <period>', 'for how long').choices(budgetPeriods).default('month'))
    .option('--money <amount>', 'in the currency of the books', parseMoney)
    .option('--tokens <number>', 'in place of money', parseTokens)
    .option('--warn <percentages>', 'when to warn, with commas between', parseShares, defaultWarnAt)
    .addOption(
      new Option('--when-exhausted <policy>', 'what then becomes of a question')
        .choices(exhaustionPolicies)
        .default(defaultExhaustionPolicy),
    )
    .option('--cheaper-from <percentage>', 'of the limit, from which on cheaper models come first', parseShare)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep budget set key 3f0c… --period day --money 2.50\n')
    .action((kind: BudgetSubject['kind'], id: string | undefined, options: SetOptions) => {
      const wanted = budgetOf(subjectOf(kind, id), options)
      return withLorekeep(installation, async ({ budgetLimits, catalogue }) => {
        await budgetLimits.set(wanted, administrator.id)
        const { currency } = catalogue.current()
        if (options.json) {
          const report = (await budgetLimits.list()).find((known) => isSameBudget(known, wanted))
          console.log(JSON.stringify({ ...(report && publicBudgetReport(report)), currency }))
        } else {
          console.log(`${ownerOf(wanted)} may use ${amountText(wanted, wanted.limit, currency)} in a ${wanted.period}.`)
        }
      })
    })
  budget
    .command('remove')
    .description('take a limit away')
    .argument('<kind>', kindText, parseKind)
    .argument('[id]', idText)
    .addOption(new Option('--period <period>', 'which limit').choices(budgetPeriods).default('month'))
    .addOption(new Option('--unit <unit>', 'which limit').choices(budgetUnits).default('money'))
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep budget remove team legal --period day --unit tokens\n')
    .action((kind: BudgetSubject['kind'], id: string | undefined, { period, unit, json }: RemoveOptions) => {
      const removed = { ...subjectOf(kind, id), period, unit }
      return withLorekeep(installation, async ({ budgetLimits }) => {
        await budgetLimits.remove(removed, administrator.id)
        console.log(json ? JSON.stringify({ removed }) : 'Removed. It binds nobody any more.')
      })
    })
}

function show(
  installation: Installation,
  isWanted: (budget: Budget) => boolean,
  { json }: { readonly json?: true },
): Promise<void> {
  return withLorekeep(installation, async ({ budgetLimits, catalogue }) => {
    const { currency } = catalogue.current()
    const reports = (await budgetLimits.list()).filter(isWanted)
    if (json) console.log(JSON.stringify({ budgets: reports.map(publicBudgetReport), currency }))
    else if (reports.length === 0) console.log('No such limit is set.')
    else console.log(describe(reports, currency))
  })
}

function describe(reports: readonly BudgetReport[], currency: string): string {
  return table(
    [
      'whose',
      'period',
      'limit',
      'spent',
      'reserved',
      'used',
      'warn at',
      'when exhausted',
      'cheaper from',
      'runs out on',
    ],
    reports.map((report) => [
      ownerOf(report),
      report.period,
      amountText(report, report.limit, currency),
      amountText(report, report.spent, currency),
      amountText(report, report.reserved, currency),
      `${usedPercent(report, report.spent)} %`,
      report.warnAt.map((share) => `${share} %`).join(', '),
      report.whenExhausted,
      report.cheaperFrom === undefined ? '' : `${report.cheaperFrom} %`,
      report.forecast.runsOutOn ?? '',
    ]),
  )
}

function budgetOf(subject: BudgetSubject, options: SetOptions): Budget {
  const { money, tokens, period, warn, whenExhausted, cheaperFrom } = options
  if ((money === undefined) === (tokens === undefined)) {
    throw new LorekeepError('bad-arguments', 'A budget is in money or in tokens.', {
      hint: 'Give --money 500 or --tokens 2000000. For both, set two budgets.',
    })
  }
  const terms = { ...subject, period, warnAt: warn, whenExhausted, ...(cheaperFrom !== undefined && { cheaperFrom }) }
  const budget: Budget =
    tokens === undefined ? { ...terms, unit: 'money', limit: money ?? 0 } : { ...terms, unit: 'tokens', limit: tokens }
  const problem = problemOfTerms(budget)
  if (problem === undefined) return budget
  throw new LorekeepError('bad-arguments', `--cheaper-from does not fit: ${problem}.`, {
    hint: 'Leave --cheaper-from out, or change the other terms.',
  })
}

function subjectOf(kind: BudgetSubject['kind'], id: string | undefined): BudgetSubject {
  if (kind === 'organisation' && (id ?? '*') === '*') return { kind, id: '*' }
  if (kind !== 'organisation' && id !== undefined && id.trim() !== '') return { kind, id: id.trim() }
  throw new LorekeepError(
    'bad-arguments',
    kind === 'organisation' ? 'There is one organisation.' : `Which ${kind} is not said.`,
    {
      hint: kind === 'organisation' ? 'Leave the id out.' : `Give its id, as in "lorekeep budget show ${kind} ID".`,
    },
  )
}

function parseKind(text: string): BudgetSubject['kind'] {
  const kind = budgetKinds.find((known) => known === text)
  if (kind === undefined) throw new InvalidArgumentError(`It must be ${kindText}.`)
  return kind
}

/** Units of the currency, to six places, as micros. */
function parseMoney(text: string): number {
  const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text)
  if (match === null) throw new InvalidArgumentError('It must be an amount such as 250 or 2.50.')
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'))
}

function parseTokens(text: string): number {
  const tokens = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(tokens)) throw new InvalidArgumentError('It must be a whole number.')
  return tokens
}

function parseShare(text: string): number {
  const share = percentageIn(text)
  if (share === undefined) throw new InvalidArgumentError('It must be one whole percentage from 1 to 100.')
  return share
}

function parseShares(text: string): readonly number[] {
  const shares = text.split(',').map(percentageIn)
  if (shares.some((share) => share === undefined) || shares.length > 10) {
    throw new InvalidArgumentError('It must be up to ten whole percentages from 1 to 100, such as 50,80.')
  }
  return [...new Set(shares.flatMap((share) => share ?? []))].toSorted((a, b) => a - b)
}

function percentageIn(text: string): number | undefined {
  const share = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
  return share >= 1 && share <= 100 ? share : undefined
}
