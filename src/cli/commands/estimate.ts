import { type Command, InvalidArgumentError } from 'commander'
import { type Estimate, estimate, type Workload } from '../../accounting/outlook/estimate.ts'
import { observedWorkload } from '../../accounting/outlook/observed-workload.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { formatMoney } from '../../domain/money.ts'
import type { Installation } from '../../installation.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly questions?: number
  readonly promptTokens?: number
  readonly cachedTokens?: number
  readonly completionTokens?: number
  readonly hitRate?: number
  readonly share?: ReadonlyMap<string, number>
  readonly json?: true
}

const examples = `
What is not given is what the ledger shows of the last thirty days, or an assumption where it is empty.

Example:
  lorekeep estimate --questions 20000 --hit-rate 30 --share on-prem=60 --share cloud=25
  lorekeep estimate --json
`

export function addEstimateCommand(program: Command, installation: Installation): void {
  program
    .command('estimate')
    .description('what a month will cost, for every configured provider side by side')
    .option('--questions <number>', 'questions a month', parseCount)
    .option('--prompt-tokens <number>', 'prompt tokens of a question', parseCount)
    .option('--cached-tokens <number>', "of these, read from the provider's cache", parseCount)
    .option('--completion-tokens <number>', 'completion tokens of a question', parseCount)
    .option('--hit-rate <percent>', 'questions answered from the cache', parsePercent)
    .option('--share <provider=percent>', 'of the others, how many a provider answers; may be repeated', parseShare)
    .option('--json', 'print as JSON')
    .addHelpText('after', examples)
    .action(({ json, share, ...given }: Options) =>
      withLorekeep(installation, async ({ ledger, catalogue: live, clock }) => {
        const catalogue = live.current()
        const { days, ...observed } = await observedWorkload(ledger, catalogue, clock())
        const workload: Workload = { ...observed, ...given, shares: share ?? observed.shares }
        checkShares(workload, catalogue)
        const result = estimate(workload, catalogue, clock())
        if (json) {
          const shares = Object.fromEntries(workload.shares)
          console.log(
            JSON.stringify({ currency: catalogue.currency, days, workload: { ...workload, shares }, ...result }),
          )
        } else for (const line of describeEstimate(workload, days, result, catalogue)) console.log(line)
      }),
    )
}

function describeEstimate(
  workload: Workload,
  days: number,
  { providers, baselineMicros, mixMicros, savedShare }: Estimate,
  { currency, baselineModel }: ModelCatalogue,
): readonly string[] {
  const { questions, promptTokens, completionTokens, hitRate, shares } = workload
  const quoted = 1 - [...shares.values()].reduce((sum, share) => sum + share, 0)
  return [
    days === 0
      ? 'The ledger is empty: what was not given is assumed.'
      : `From ${days} days of the ledger, and what was given.`,
    `${questions} questions a month of ${Math.round(promptTokens)} + ${Math.round(completionTokens)} tokens; ${percent(hitRate)} from the cache; of the others ${percent(quoted)} quoted.`,
    '',
    table(
      ['provider', 'model', 'tier', 'share', 'a month of all the others'],
      providers.map(({ provider, model, tier, share, monthMicros, reason = '', assumed }) => [
        provider,
        model,
        tier,
        percent(share),
        monthMicros === undefined
          ? reason
          : `${formatMoney(monthMicros, currency)}${assumed ? ' (assumed price)' : ''}`,
      ]),
    ),
    '',
    `With these shares a month costs ${formatMoney(mixMicros, currency)}; all in the cloud with ${baselineModel} it would be ${formatMoney(baselineMicros, currency)} (${percent(savedShare)} saved).`,
  ]
}

function checkShares({ shares, cachedTokens, promptTokens }: Workload, { providers }: ModelCatalogue): void {
  const known = providers.map(({ name }) => name)
  const unknown = [...shares.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new LorekeepError('bad-arguments', `There is no provider "${unknown}".`, {
      hint: known.length === 0 ? 'None is configured.' : `Configured are: ${known.join(', ')}.`,
    })
  }
  if ([...shares.values()].reduce((sum, share) => sum + share, 0) > 1.000_001) {
    throw new LorekeepError('bad-arguments', 'The shares add up to more than 100 %.', { hint: 'Lower one of them.' })
  }
  if (cachedTokens > promptTokens) {
    throw new LorekeepError('bad-arguments', 'There are more cached tokens than prompt tokens.', {
      hint: 'Cached tokens are part of the prompt: lower --cached-tokens or raise --prompt-tokens.',
    })
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function parseCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= 1_000_000_000) return count
  throw new InvalidArgumentError('It must be a whole number.')
}

function parsePercent(text: string): number {
  const share = Number(text)
  if (text.trim() !== '' && share >= 0 && share <= 100) return share / 100
  throw new InvalidArgumentError('It must be a number from 0 to 100.')
}

function parseShare(text: string, earlier: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, number> {
  const [, name, share] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || share === undefined) throw new InvalidArgumentError('It must be like on-prem=60.')
  return new Map([...earlier, [name, parsePercent(share)]])
}
