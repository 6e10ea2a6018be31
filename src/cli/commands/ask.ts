import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { Answer } from '../../domain/answers/answer.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { formatMoney, toMicros } from '../../domain/money.ts'
import type { Installation } from '../../installation.ts'
import { durationText } from '../wording/duration.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly conversation?: string
  readonly source?: string
  readonly json?: true
}

export function addAskCommand(program: Command, installation: Installation): void {
  program
    .command('ask')
    .description('answer a question, with citations')
    .argument('<question...>')
    .option('--conversation <id>', 'go on with this conversation')
    .option('--source <name>', 'only from this source or this path')
    .option('--json', 'print the whole answer as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep ask "How many days of annual leave do I have?"\n')
    .action((words: readonly string[], options: Options) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const question = words.join(' ').trim()
        if (question === '') {
          throw new LorekeepError('bad-arguments', 'The question is empty.', {
            hint: 'Put it in quotes: lorekeep ask "…"',
          })
        }
        const answer = await lorekeep.ask(
          {
            question,
            ...(options.conversation !== undefined && { conversationId: options.conversation }),
            ...(options.source !== undefined && { filters: { source: options.source } }),
          },
          administrator,
          (event) => {
            if (event.type === 'delta' && !options.json) process.stdout.write(event.text)
          },
          signal,
        )
        console.log(options.json ? JSON.stringify(answer) : `\n${describeEvidence(answer)}`)
      }),
    )
}

function describeEvidence(answer: Answer): string {
  const { route, usage, privacy } = answer
  const hidden = Object.values(privacy.redactions).reduce((sum, count) => sum + count, 0)
  const sources = answer.citations.map(({ n, title, page, source, headingPath, support }) => {
    const place = [title, ...headingPath].join(' › ')
    return `[${n}] ${place} (${source}${page === undefined ? '' : `, page ${page}`})${support === 'supported' ? '' : ` — ${support}`}`
  })
  const facts = [
    `${route.tier}${route.tier === 'extractive' ? '' : ` ${route.provider}/${route.model}`}`,
    formatMoney(usage.costMicros, usage.currency),
    ...(answer.cachedAt === undefined
      ? []
      : [
          `given again from ${durationText(Math.max(0, answer.createdAt - answer.cachedAt))} ago`,
          `${formatMoney(toMicros(usage.baselineMicros - usage.costMicros), usage.currency)} saved`,
        ]),
    `${hidden} values hidden`,
    privacy.leftTheBuilding ? 'left the building' : 'stayed in the house',
    `${answer.timings.totalMs} ms`,
    `explain: lorekeep explain ${answer.id}`,
  ]
  return [...sources, '', facts.join(' · ')].join('\n')
}
