import type { Command } from 'commander'
import type { Installation } from '../../installation.ts'
import { createStepProgress } from '../progress/step-progress.ts'
import { withLorekeep } from '../with-lorekeep.ts'

const details = `
The new index is built beside the live one, from the texts that were read before, and takes its place when
it is complete: questions are answered all the while. Run again after an interruption, it goes on.

Example:
  EMBEDDINGS_BASE_URL=http://127.0.0.1:8001/v1 EMBEDDINGS_MODEL=bge-m3 lorekeep reindex
`

export function addReindexCommand(program: Command, installation: Installation): void {
  program
    .command('reindex')
    .description('embed every document again, with the embedding model configured now')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', details)
    .action((options: { readonly json?: true }) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const progress = createStepProgress(process.stderr, 'Embedding documents')
        try {
          const report = await lorekeep.reindex(({ done, total }) => progress.show(done, total), signal)
          const { documents, chunks, chunksWithoutVector, embedder, milliseconds } = report
          const seconds = (milliseconds / 1000).toFixed(1)
          console.log(
            options.json
              ? JSON.stringify(report)
              : `${documents} documents, ${chunks} chunks embedded with ${embedder} in ${seconds} s. ${withheldText(chunksWithoutVector)}The new index is in use.`,
          )
        } finally {
          progress.stop()
        }
      }),
    )
}

function withheldText(chunks: number): string {
  return chunks === 0
    ? ''
    : `The policy keeps ${chunks} chunks from the endpoint in the cloud: they are found by their words only. `
}
