import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import { bandsOf, similarityOf } from '../../src/domain/text/text-sketch.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { newerOf } from './newer-version.ts'

/** Share of their text that two documents have in common, from which on they are versions of one. */
const nearDuplicate = 0.8

const documentsAtOnce = 100

/**
 * Marks documents of nearly the same text: the older ones as superseded by the newest, or, where
 * nothing tells which is newer, as similar to each other. Looks only at what is new or lost such a
 * document, also in runs before that were killed.
 */
export async function markSuperseded(registry: DocumentRegistry, source: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const documents = await registry.unrelated(source, documentsAtOnce)
    if (documents.length === 0) return
    for (const document of documents) {
      signal.throwIfAborted()
      const versions = await versionsOf(registry, document, document.sketch ?? '')
      const newest = versions.reduce((best, version) => (newerOf(best, version) === version ? version : best), document)
      for (const version of [document, ...versions]) await relate(registry, version, newest)
    }
    await registry.related(documents.map(({ id }) => id))
  }
}

async function versionsOf(
  registry: DocumentRegistry,
  document: RegisteredDocument,
  sketch: string,
): Promise<readonly RegisteredDocument[]> {
  const candidates = await registry.withSketch(document.source, bandsOf(sketch))
  return candidates.filter(
    (other) =>
      other.id !== document.id &&
      other.language === document.language &&
      other.sketch !== undefined &&
      similarityOf(other.sketch, sketch) >= nearDuplicate,
  )
}

async function relate(
  registry: DocumentRegistry,
  document: RegisteredDocument,
  newest: RegisteredDocument,
): Promise<void> {
  const isNewest = document.id === newest.id
  const relation = isNewest
    ? {}
    : newerOf(document, newest) === newest
      ? { supersededBy: newest.id }
      : { similarTo: newest.id }
  if (relation.supersededBy === document.supersededBy && relation.similarTo === document.similarTo) return
  await registry.relate(document.id, relation)
}
