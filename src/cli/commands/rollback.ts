import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { Installation } from '../../installation.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const details = `
Takes back what the last "lorekeep ingest --atomic" of the source published, in one step. It can be taken back
until the next atomic ingest of the source. Access labels stay as they are now. The files are not touched: the
next ingest reads them again.

Example:
  lorekeep rollback policies
`

export function addRollbackCommand(program: Command, installation: Installation): void {
  program
    .command('rollback')
    .description('go back to what a source held before its last atomic ingest')
    .argument('<source>', 'the name of the source')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', details)
    .action((source: string, options: { readonly json?: true }) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const { published, removed } = await lorekeep.rollback(source, administrator.id, signal)
        console.log(
          options.json
            ? JSON.stringify({ published, removed })
            : `${published} documents are back in their former version; ${removed} that were new are gone.`,
        )
      }),
    )
}
