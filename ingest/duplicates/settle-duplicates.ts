import { stat } from 'node:fs/promises'
import type { DuplicateFile } from '../../src/domain/documents/document.ts'
import { errorCodeOf } from '../loaders/error-code.ts'
import { loaderFor } from '../loaders/loaders.ts'
import type { ContainerParts } from '../ingest-container.ts'
import type { GoneFile } from '../ingest-files.ts'
import { ingestOrReport } from '../ingest-or-report.ts'
import type { LabelScope, RunState } from '../runs/run-state.ts'
import type { RunTally } from '../runs/run-tally.ts'
import type { FoundFile, SourceReader } from '../sources/readers/source-reader.ts'

/**
 * Looks again at duplicates whose original changed, also in its readers, or is about to leave, wherever
 * in the source they lie: they either find another original or become documents of their own, with the
 * vectors that are still there.
 */
export async function settleDuplicates(
  parts: ContainerParts,
  run: RunState,
  scope: LabelScope,
  reader: SourceReader,
  gone: readonly GoneFile[],
  tally: RunTally,
  signal: AbortSignal,
): Promise<void> {
  for (const { documentId } of gone) if (documentId !== undefined) run.replaced.add(documentId)
  for (const duplicate of await parts.sourceFiles.duplicatesOf([...run.replaced, ...run.touched])) {
    signal.throwIfAborted()
    const file = await fileOf(duplicate, await reader.locate(run.source, duplicate.path))
    if (file === undefined) continue
    await parts.sourceFiles.forget(run.source.name, [duplicate.path])
    const known = await parts.sourceFiles.at(run.source.name, file.path)
    const fingerprint = await scope.fingerprint(file.path)
    const result = await ingestOrReport(parts, run, { file, known, scope, fingerprint }, signal)
    tally.settle(run.duplicates.get(duplicate.path), result)
  }
}

async function fileOf({ path }: DuplicateFile, absolutePath: string): Promise<FoundFile | undefined> {
  try {
    const { size, mtimeMs } = await stat(absolutePath)
    // An address says nothing of the format, but its copy does.
    const name = loaderFor(path) === undefined ? absolutePath : path
    return { absolutePath, path, name, bytes: size, modifiedAt: Math.trunc(mtimeMs) }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '')) return undefined
    throw error
  }
}
