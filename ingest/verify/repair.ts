import { LorekeepError } from '../../src/domain/errors.ts'
import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import { foldersAbove } from '../places/folders-above.ts'
import { compareCache } from './compare-cache.ts'
import { embedDocument } from '../upkeep/embed-document.ts'
import { fillTokenVectors } from '../upkeep/fill-token-vectors.ts'
import { holdIndex } from '../hold-index.ts'
import { indexedLabels } from '../store.ts'
import { sweep } from '../upkeep/sweep.ts'
import type { VerifyParts } from './verify.ts'

/**
 * Mends differences: first the indexes, from what the registry holds; then, by an ingest, everything
 * that has to be read again. What cannot be mended shows in the next comparison.
 * @returns why sources could not be read again
 */
export async function repair(
  parts: VerifyParts,
  differences: readonly Difference[],
  actor: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const problems: string[] = []
  await holdIndex(parts.lock, 'underway', signal, (held) => repairIndexes(parts, differences, held))
  const toRead = differences.filter(({ kind }) => kind === 'text-damaged' || kind.startsWith('file-'))
  const names = new Set(toRead.map(({ source }) => source))
  for (const source of await parts.registry.sources()) {
    if (!names.has(source.name)) continue
    const request = { source, isKnown: true, places: [source.root], actor }
    try {
      await parts.ingest(request, () => undefined, signal)
    } catch (error) {
      // The other sources are mended all the same; what this one lacks shows in the next comparison.
      if (!(error instanceof LorekeepError) || signal.aborted) throw error
      problems.push(`${source.name}: ${error.message}`)
    }
  }
  return problems
}

async function repairIndexes(
  parts: VerifyParts,
  differences: readonly Difference[],
  signal: AbortSignal,
): Promise<void> {
  const idsOf = (...kinds: readonly Difference['kind'][]) =>
    differences.flatMap(({ kind, documentId }) => (kinds.includes(kind) ? (documentId ?? []) : []))
  signal.throwIfAborted()
  // A damaged text cannot be mended from itself; the ingest reads the file again.
  await parts.registry.remove(idsOf('text-damaged'))
  for (const { kind, source, path } of differences) {
    // What is in an archive is read again only with the archive.
    if (kind === 'text-damaged' && source !== undefined && path !== undefined)
      await parts.sourceFiles.forget(source, foldersAbove(path))
  }
  const leftOver = differences.flatMap(({ kind, version }) => (kind === 'vectors-left-over' ? (version ?? []) : []))
  if (leftOver.length > 0) await parts.vectors.deleteVersions(leftOver, signal)
  for (const id of idsOf('vectors-missing', 'vectors-not-found')) {
    const document = await parts.registry.get(id, { all: true })
    if (document === undefined) continue
    await parts.vectors.deleteVersions([document.version], signal)
    await embedDocument(parts, parts.vectors, document, document.version, signal)
  }
  await fillTokenVectors(parts, undefined, signal)
  for (const id of idsOf('vector-labels-differ')) {
    const document = await parts.registry.get(id, { all: true })
    if (document !== undefined) await parts.vectors.relabel(document.version, indexedLabels(document), signal)
  }
  signal.throwIfAborted()
  if (differences.some(({ kind }) => kind === 'keywords-differ')) await parts.keywords.rebuild()
  await compareCache(parts.cache, parts.registry, { forget: true })
  await sweep(parts, signal)
}
