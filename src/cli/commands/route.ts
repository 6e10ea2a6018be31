import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { RoutePreview } from '../../answering/preview-route.ts'
import type { Installation } from '../../installation.ts'
import { table } from '../wording/table.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addRouteCommand(program: Command, installation: Installation): void {
  program
    .command('route')
    .description('show where a question would go, and why; asks no model, costs nothing, writes nothing down')
    .argument('<question...>')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep route "Compare parental leave in Germany and the UK"\n')
    .action((words: readonly string[], { json }: { readonly json?: true }) =>
      withLorekeep(installation, async ({ previewRoute, predictDifficulty }, signal) => {
        await predictDifficulty.ready(signal)
        const preview = await previewRoute(words.join(' '), administrator, signal)
        console.log(json ? JSON.stringify(preview) : describePreview(preview))
      }),
    )
}

const outcomes = {
  generated: 'A model would be asked:',
  quoted: 'No model would be asked; the documents would be quoted.',
  abstained: 'Nothing would be answered: the documents hold too little.',
  blocked: 'The question would be blocked by the policy.',
} as const satisfies Record<RoutePreview['outcome'], string>

function describePreview({ outcome, candidates, reasons, difficulty, classification }: RoutePreview): string {
  const rows = candidates.map(({ provider, model, tier, strong }, at) => [
    at + 1,
    provider,
    model,
    tier,
    strong ? 'strong' : '',
  ])
  return [
    outcomes[outcome],
    ...(rows.length === 0 ? [] : [table(['', 'provider', 'model', 'tier', ''], rows)]),
    ...(difficulty === undefined
      ? []
      : [
          `Probability that it is hard: ${difficulty.probability.toFixed(2)}. Most like it:`,
          ...difficulty.nearest.map(({ question, difficulty: known }) => `  ${known}: ${question}`),
        ]),
    ...(classification === undefined ? [] : [`Strictest classification of the evidence: ${classification}`]),
    'Reasons:',
    ...reasons.map(({ code, detail }) => `  ${code}${detail === undefined ? '' : `: ${detail}`}`),
  ].join('\n')
}
