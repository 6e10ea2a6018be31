import { type Command, InvalidArgumentError } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import { publicPassage } from '../../http/public-passage.ts'
import type { Installation } from '../../installation.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly limit: number
  readonly source?: string
  readonly json?: true
}

export function addSearchCommand(program: Command, installation: Installation): void {
  program
    .command('search')
    .description('find passages')
    .argument('<query...>')
    .option('--limit <number>', 'how many passages, up to 50', parseLimit, 5)
    .option('--source <name>', 'only this source or this path')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep search "hotel limit London" --limit 3\n')
    .action((words: readonly string[], { limit, source, json }: Options) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const query = words.join(' ')
        const filters = source === undefined ? {} : { source }
        const passages = (await lorekeep.search(query, administrator, filters, limit, signal)).map(publicPassage)
        if (json) {
          console.log(JSON.stringify({ query, passages }))
          return
        }
        if (passages.length === 0) console.log('Nothing found.')
        for (const [index, passage] of passages.entries()) {
          const page = passage.page === undefined ? '' : `, page ${passage.page}`
          console.log(`${index + 1}. ${[passage.title, ...passage.headingPath].join(' › ')}`)
          console.log(`   ${passage.source}${page} · score ${passage.score.toFixed(3)}`)
          console.log(`   ${passage.text.replaceAll(/\s+/g, ' ').slice(0, 300)}\n`)
        }
      }),
    )
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 50) return limit
  throw new InvalidArgumentError('It must be a whole number from 1 to 50.')
}
