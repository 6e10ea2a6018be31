import { type Command, InvalidArgumentError } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { CacheReport } from '../../answering/cache/cache-upkeep.ts'
import { formatMoney } from '../../domain/money.ts'
import { parseTimeSpan } from '../../domain/time/time-span.ts'
import type { Installation } from '../../installation.ts'
import { durationText } from '../wording/duration.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface ClearOptions {
  readonly document?: string
  readonly olderThan?: number
  readonly all?: true
  readonly json?: true
}

export function addCacheCommand(program: Command, installation: Installation): void {
  const cache = program
    .command('cache')
    .description('answers that are remembered and given again')
    .addHelpText('after', '\nExample:\n  lorekeep cache show\n  lorekeep cache clear --older-than 30d\n')
  cache
    .command('show')
    .description('how many answers are remembered, and what that saved in the last thirty days')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep cache show --json\n')
    .action(({ json }: { readonly json?: true }) =>
      withLorekeep(installation, async ({ cacheUpkeep, catalogue, clock }) => {
        const report = await cacheUpkeep.report()
        const { currency } = catalogue.current()
        if (json) console.log(JSON.stringify({ ...report, currency }))
        else for (const line of describeCache(report, currency, clock())) console.log(line)
      }),
    )
  cache
    .command('clear')
    .description('forget answers: those of a document, those that are old, or all')
    .option('--document <id>', 'those that rest on this document')
    .option('--older-than <time>', 'those remembered longer ago than that, such as 12h, 30d or 2w', parseSpan)
    .option('--all', 'every one')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep cache clear --document 4f2a… --older-than 30d\n')
    .action(({ document, olderThan, all, json }: ClearOptions, command: Command) =>
      withLorekeep(installation, async ({ cacheUpkeep, clock }) => {
        if (document === undefined && olderThan === undefined && all === undefined) {
          command.error('error: say which answers: --document, --older-than or --all', { exitCode: 2 })
        }
        const selection = {
          ...(document !== undefined && { documentId: document }),
          ...(olderThan !== undefined && { before: clock() - olderThan }),
        }
        const removed = await cacheUpkeep.clear(selection, administrator.id)
        console.log(json ? JSON.stringify({ removed }) : `Forgot ${removed} answers.`)
      }),
    )
}

function describeCache(report: CacheReport, currency: string, now: number): readonly string[] {
  const { entries, bytes, oldestAt, questions, hits, hitRate, savedMicros } = report
  return [
    `${entries} answers remembered (${Math.ceil(bytes / 1024)} kB)${oldestAt === undefined ? '' : `, the oldest ${durationText(now - oldestAt)} ago`}.`,
    hitRate === undefined
      ? 'No question was asked in the last thirty days.'
      : `Last thirty days: ${hits} of ${questions} questions answered from it (${(hitRate * 100).toFixed(1)} %), ${formatMoney(savedMicros, currency)} saved.`,
  ]
}

function parseSpan(text: string): number {
  const span = parseTimeSpan(text)
  if (span !== undefined) return span
  throw new InvalidArgumentError('It must be a length of time such as 12h, 30d or 2w.')
}
