import type { ContainerParts } from './ingest-container.ts'
import type { GoneFile } from './ingest-files.ts'
import { ingestOrReport } from './ingest-or-report.ts'
import type { IngestRun, LabelScope } from './ingest-run.ts'
import type { RunTally } from './run-tally.ts'

/**
 * Looks again at duplicates whose original changed or is about to leave: they either find another
 * original or become documents of their own, with the vectors that are still there.
 */
export async function settleDuplicates(
  parts: ContainerParts,
  run: IngestRun,
  scope: LabelScope,
  gone: readonly GoneFile[],
  tally: RunTally,
  signal: AbortSignal,
): Promise<void> {
  for (const { documentId } of gone) if (documentId !== undefined) run.replaced.add(documentId)
  const orphans = await parts.sourceFiles.duplicatesOf([...run.replaced, ...run.touched])
  for (const duplicate of orphans) {
    signal.throwIfAborted()
    const seen = run.duplicates.get(duplicate.path)
    if (seen === undefined || (await stillStands(duplicate))) continue
    await parts.sourceFiles.forget(run.source.name, [duplicate.path])
    const { file, outcome } = seen
    const known = await parts.sourceFiles.at(run.source.name, file.path)
    const fingerprint = await scope.fingerprint(file.path)
    tally.settle(outcome, await ingestOrReport(parts, run, { file, known, scope, fingerprint }, signal))
  }

  async function stillStands({ documentId, contentHash }: (typeof orphans)[number]): Promise<boolean> {
    if (run.replaced.has(documentId) || run.atomic) return false
    return (await parts.registry.get(documentId, { all: true }))?.contentHash === contentHash
  }
}
