import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Source } from '../../domain/documents/source.ts'
import type { Installation } from '../../installation.ts'
import { resolveSource } from '../../../ingest/sources/resolve-source.ts'
import { describeReport } from '../wording/describe-report.ts'
import { addDocumentOptions, type DocumentOptions } from '../document-options.ts'
import { createEventLines, createIngestProgress } from '../progress/ingest-progress.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options extends DocumentOptions {
  readonly source?: string
  readonly retryFailed?: true
  readonly atomic?: true
  readonly json?: true
  readonly progress?: true
}

const example = `
Example:
  lorekeep ingest /srv/share/policies --source policies --groups everyone
  lorekeep ingest wiki
  lorekeep ingest ./hr --source hr --groups hr,management --classification confidential --exclude 'drafts/**'

Without --groups only administrators can read what no label file opens to others.
`

export function addIngestCommand(program: Command, installation: Installation): void {
  const command = program
    .command('ingest')
    .description('bring the index in line with files, folders or sources')
    .argument('<path...>', 'files or folders, or names of sources; a path that exists comes first')
    .option('--source <name>', 'the name that the source is known by (default: its absolute path)')
  addDocumentOptions(command)
    .option('--retry-failed', 'read files again that failed before, though they have not changed')
    .option('--atomic', 'show nothing of the new state before all of it is ready')
    .option('--json', 'print the report as JSON, on the last line')
    .option('--progress', 'with --json: print what happens as lines of JSON before it')
    .addHelpText('after', example)
    .action((paths: readonly string[], options: Options) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        if (options.source !== undefined && paths.length > 1) {
          throw new LorekeepError('bad-arguments', 'One source is one folder: --source goes with a single path.', {
            hint: 'Run the command once for each folder.',
          })
        }
        const reports = []
        for (const path of paths) {
          const known = await lorekeep.registry.sources()
          const { source, place } = await resolveSource(
            { path, ...options, ...(options.source !== undefined && { name: options.source }) },
            known,
          )
          noteChange(
            known.find(({ name }) => name === source.name),
            source,
          )
          const progress =
            options.json && options.progress ? createEventLines(process.stdout) : createIngestProgress(process.stderr)
          try {
            const started = await lorekeep.sourceRuns.begin(
              {
                source,
                places: [place],
                actor: administrator.id,
                trigger: 'command',
                ...(options.retryFailed && { retryFailed: true }),
                ...(options.atomic && { atomic: true }),
              },
              (event) => progress.show(event),
              signal,
            )
            const report = await started.report
            reports.push(report)
            progress.stop()
            if (!options.json) console.log(describeReport(report, started.run.id))
          } finally {
            progress.stop()
          }
        }
        if (options.json) console.log(JSON.stringify(reports.length === 1 ? reports[0] : reports))
      }),
    )
}

/** What is given on the command line defines the source from now on, which may surprise. */
function noteChange(before: Source | undefined, source: Source): void {
  if (before === undefined) return
  const changed = (['accessLabel', 'classification', 'include', 'exclude'] as const).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(source[key]),
  )
  if (changed.length === 0) return
  const names = changed.map((key) => (key === 'accessLabel' ? 'groups' : key)).join(', ')
  process.stderr.write(
    `From now on ${source.name} has other settings than before: ${names}. What they leave out leaves the index.\n`,
  )
}
