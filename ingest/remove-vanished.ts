import type { IngestFileParts } from './ingest-file.ts'
import type { GoneFile } from './ingest-files.ts'
import type { RunState } from './runs/run-state.ts'

/**
 * Takes documents out whose file is gone or has become the duplicate of another one. In an atomic run
 * this is the step in which everything that the run prepared is shown.
 * @returns how many documents left because their file is gone
 */
export async function removeVanished(
  parts: IngestFileParts,
  run: RunState,
  gone: readonly GoneFile[],
  onPublish: (documents: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const source = run.source.name
  const vanished = gone.flatMap(({ path, documentId }) => (documentId === undefined ? [] : { path, documentId }))
  const leaving = [...new Set([...vanished.map(({ documentId }) => documentId), ...run.replaced])]
  signal.throwIfAborted()
  // First, so that a removal without a record is impossible.
  for (const { path, documentId } of vanished) {
    await parts.audit.append({
      at: parts.clock(),
      actor: run.actor,
      action: 'document.removed',
      subject: documentId,
      details: { source, path, reason: 'vanished' },
    })
  }
  if (run.atomic) {
    onPublish(run.touched.size)
    signal.throwIfAborted()
    await parts.staging.discard(source, run.touched)
    await parts.staging.publishStaged(source, leaving)
  } else await parts.registry.remove(leaving)
  for (const note of run.afterwards.values()) await note()
  await parts.sourceFiles.forget(
    source,
    gone.map(({ path }) => path),
  )
  return vanished.length
}
