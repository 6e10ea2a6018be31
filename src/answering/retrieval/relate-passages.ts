import type { ReadableLabels } from '../../domain/access/access-label.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { SourceFiles } from '../../ports/source-files.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/**
 * Adds what is known of the passages' documents among others: further paths of the same content, and
 * which of them a newer one replaced. One that the caller may not read replaces nothing.
 */
export async function relatePassages(
  parts: { readonly registry: DocumentRegistry; readonly sourceFiles: Pick<SourceFiles, 'duplicatesOf'> },
  passages: readonly RetrievedPassage[],
  labels: ReadableLabels,
): Promise<readonly RetrievedPassage[]> {
  const duplicates = await parts.sourceFiles.duplicatesOf([...new Set(passages.map(({ documentId }) => documentId))])
  const readable = await readableOf(parts.registry, passages, labels)
  return passages.map(({ supersededBy, ...passage }) => {
    const alsoAt = duplicates.filter(({ documentId }) => documentId === passage.documentId).map(({ path }) => path)
    return {
      ...passage,
      ...(alsoAt.length > 0 && { alsoAt }),
      ...(supersededBy !== undefined && readable.has(supersededBy) && { supersededBy }),
    }
  })
}

async function readableOf(
  registry: DocumentRegistry,
  passages: readonly RetrievedPassage[],
  labels: ReadableLabels,
): Promise<ReadonlySet<string>> {
  const newer = [...new Set(passages.flatMap(({ supersededBy }) => supersededBy ?? []))]
  const found = await Promise.all(newer.map((id) => registry.get(id, labels)))
  return new Set(found.flatMap((document) => document?.id ?? []))
}
