import { type Command, InvalidArgumentError } from 'commander'
import type { Installation } from '../../installation.ts'
import { reportPrivacy } from '../../privacy/privacy-report.ts'
import { describePrivacy } from '../wording/describe-privacy.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const dayMs = 24 * 60 * 60 * 1000
const daysByDefault = 28

interface Options {
  readonly from?: number
  readonly to?: number
  readonly json?: true
}

export function addAuditCommand(program: Command, installation: Installation): void {
  const audit = program
    .command('audit')
    .description('what the audit trail tells')
    .addHelpText('after', '\nExample:\n  lorekeep audit privacy --from 2026-11-01 --to 2026-11-30\n')
  audit
    .command('privacy')
    .description('week by week: sensitive values found, what was blocked, kept in the house and sent to the cloud')
    .option('--from <day>', 'the first day, such as 2026-11-01; 28 days ago by default', parseDay)
    .option('--to <day>', 'the last day; today by default', parseDay)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep audit privacy --from 2026-11-01 --json\n')
    .action(({ from, to, json }: Options) =>
      withLorekeep(installation, async ({ auditLog, clock }) => {
        const until = to === undefined ? clock() + 1 : to + dayMs
        const since = from ?? until - daysByDefault * dayMs
        const weeks = await reportPrivacy(auditLog, since, until)
        if (json) {
          const [first, last] = [since, until - 1].map((at) => new Date(at).toISOString())
          console.log(JSON.stringify({ from: first, to: last, weeks }))
        } else console.log(describePrivacy(weeks))
      }),
    )
}

function parseDay(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  // Date.parse takes 30 February for a day in March.
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return at
  throw new InvalidArgumentError('It must be a day such as 2026-11-01.')
}
