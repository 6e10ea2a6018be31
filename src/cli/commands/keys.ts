import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { Installation } from '../../installation.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface CreateOptions {
  readonly groups?: string
  readonly team?: string
  readonly json?: true
}

export function addKeysCommand(program: Command, installation: Installation): void {
  const keys = program
    .command('keys')
    .description('API keys for programs')
    .addHelpText('after', '\nExample:\n  lorekeep keys create "support desk" --groups support,everyone\n')
  keys
    .command('create')
    .argument('<name>')
    .option('--groups <names>', 'groups that the key belongs to, with commas between')
    .option('--team <name>', 'the cost centre that its questions are booked on')
    .option('--json', 'print as JSON')
    .action((name: string, { groups = '', team, json }: CreateOptions) =>
      withLorekeep(installation, async (lorekeep) => {
        const names = groups.split(',').filter((group) => group.trim() !== '')
        const created = await lorekeep.keys.create(
          { name, groups: names, ...(team !== undefined && { team }) },
          administrator.id,
        )
        if (json) console.log(JSON.stringify({ ...created.key, secret: created.secret }))
        else
          console.log(
            `${created.secret}\nThis is shown only once. Key ${created.key.id}, groups: ${created.key.groups.join(', ') || 'everyone only'}.`,
          )
      }),
    )
  keys
    .command('list')
    .option('--json', 'print as JSON')
    .action(({ json }: { readonly json?: true }) =>
      withLorekeep(installation, async (lorekeep) => {
        const list = await lorekeep.keys.list()
        if (json) console.log(JSON.stringify({ keys: list }))
        else
          console.log(
            table(
              ['id', 'name', 'groups', 'team'],
              list.map((key) => [key.id, key.name, key.groups.join(', '), key.team ?? '']),
            ),
          )
      }),
    )
  keys
    .command('revoke')
    .argument('<id>')
    .action((id: string) =>
      withLorekeep(installation, async (lorekeep) => {
        await lorekeep.keys.revoke(id, administrator.id)
        console.log('Revoked. It stopped working at once.')
      }),
    )
}
