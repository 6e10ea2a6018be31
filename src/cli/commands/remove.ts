import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Installation } from '../../installation.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly source?: string
  readonly json?: true
}

const example = `
Example:
  lorekeep remove 3f2a9c0d1e4b5a6978c0d1e2
  lorekeep remove --source policies

A single document whose file still exists comes back with the next ingest of its folder.
`

export function addRemoveCommand(program: Command, installation: Installation): void {
  program
    .command('remove')
    .description('take documents out of the index')
    .argument('[id...]', 'ids of documents')
    .option('--source <name>', 'a source with all of its documents, its labels and its schedule')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', example)
    .action((documentIds: readonly string[], options: Options) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        if ((options.source === undefined) === (documentIds.length === 0)) {
          throw new LorekeepError('bad-arguments', 'Say what to remove: ids of documents, or --source NAME.', {
            hint: 'List both with "lorekeep status".',
          })
        }
        const removed =
          options.source === undefined
            ? await lorekeep.remove({ documentIds }, administrator.id, signal)
            : await lorekeep.removeSource(options.source, administrator.id, signal)
        const documents = removed === 1 ? '1 document' : `${removed} documents`
        const what = options.source === undefined ? documents : `${documents} and the definition of ${options.source}`
        console.log(options.json ? JSON.stringify({ removed }) : `Removed ${what}.`)
      }),
    )
}
