import type { Command } from 'commander'
import { administrator } from '../../access/sign-in.ts'
import type { Difference, VerifyReport } from '../../domain/ingest/verify-report.ts'
import type { Installation } from '../../installation.ts'
import { withLorekeep } from '../with-lorekeep.ts'

interface Options {
  readonly source?: string
  readonly repair?: true
  readonly json?: true
}

const details = `
Ends with 0 when everything agrees, and with 1 when differences are left.

Example:
  lorekeep verify
  lorekeep verify --source policies --repair
`

export function addVerifyCommand(program: Command, installation: Installation): void {
  program
    .command('verify')
    .description('prove that files, registry, texts, vectors and keyword index agree')
    .option('--source <name>', 'compare only the files of this source')
    .option('--repair', 'mend what differs')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', details)
    .action((options: Options) =>
      withLorekeep(installation, async (lorekeep, signal) => {
        const report = await lorekeep.verify(
          {
            ...(options.source !== undefined && { source: options.source }),
            repair: options.repair === true,
            actor: administrator.id,
          },
          (step) => process.stderr.write(`${step}\n`),
          signal,
        )
        console.log(options.json ? JSON.stringify(report) : describe(report))
        if (report.differences.length > 0) process.exitCode = 1
      }),
    )
}

/** More differences than these are counted. */
const mostListed = 50

function describe({ differences, repaired, problems, ...counts }: VerifyReport): string {
  const { documents, chunks, vectors, chunksWithoutVector, hiddenVersions, milliseconds } = counts
  const compared =
    `Compared ${documents} documents, ${chunks} chunks and ${vectors} vectors in ${(milliseconds / 1000).toFixed(1)} s` +
    (hiddenVersions > 0 ? `; ${hiddenVersions} versions are kept for a rollback or wait.` : '.') +
    (chunksWithoutVector > 0
      ? `\nThe policy keeps ${chunksWithoutVector} chunks from the embedding endpoint in the cloud: they are found by their words only.`
      : '')
  if (differences.length === 0)
    return `${compared}\n${repaired ? 'Everything agrees after the repair.' : 'Everything agrees.'}`
  const listed = differences.slice(0, mostListed).map(lineOf)
  const more = differences.length - listed.length
  return [
    compared,
    `${differences.length} differences:`,
    ...listed,
    ...(more > 0 ? [`  … and ${more} more: lorekeep verify --json`] : []),
    ...problems.map((problem) => `Not read again: ${problem}`),
  ].join('\n')
}

function lineOf({ kind, source, path, documentId, detail }: Difference): string {
  const place = [source, path ?? documentId].filter((part) => part !== undefined).join(': ')
  return `  ${kind.padEnd(23)} ${place}${place === '' ? '' : ' '}${detail}`
}
