import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { Installation } from '../../installation.ts'
import { describeReport } from '../describe-report.ts'
import { createIngestProgress } from '../ingest-progress.ts'
import { withLorekeep } from '../with-lorekeep.ts'

export function addReindexCommand(program: Command, installation: Installation): void {
  program
    .command('reindex')
    .description('empty the index and read every source again, with the embedding model configured now')
    .option('--json', 'print the reports as JSON')
    .addHelpText('after', '\nExample:\n  lorekeep reindex\n')
    .action((options: { readonly json?: true }) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const progress = createIngestProgress(process.stderr)
        try {
          const reports = await lorekeep.reindex(administrator.id, (event) => progress.show(event), signal)
          console.log(
            options.json ? JSON.stringify(reports) : reports.map((report) => describeReport(report)).join('\n'),
          )
        } finally {
          progress.stop()
        }
      }),
    )
}
