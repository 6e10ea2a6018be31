import { chunkIdOf } from '../../src/domain/documents/chunk.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import type { VectorIndex } from '../../src/ports/vector-index.ts'
import { chunksAtOnce, type DocumentEncoder, encodeChunks } from '../encode-chunks.ts'
import { indexedLabels } from '../store.ts'

/**
 * Writes the vectors of a document into an index, and those of its tokens, from the texts that the registry keeps.
 * @param version what the records are to belong to
 * @returns how many chunks were embedded, and how many the policy keeps from the model
 */
export async function embedDocument(
  parts: {
    readonly registry: DocumentRegistry
    readonly embedder: DocumentEncoder
    readonly tokenVectors: TokenVectorStore
  },
  index: VectorIndex,
  document: RegisteredDocument,
  version: string,
  signal: AbortSignal,
): Promise<{ readonly embedded: number; readonly withheld: number }> {
  const entries = await parts.registry.chunksOf(document.id)
  const labels = indexedLabels(document)
  let embedded = 0
  for (let from = 0; from < entries.length; from += chunksAtOnce) {
    const batch = entries.slice(from, from + chunksAtOnce)
    const vectors = await encodeChunks(parts, document, batch, signal)
    const records = vectors.flatMap((vector, at) =>
      vector === undefined ? [] : [{ chunkId: chunkIdOf(version, from + at), version, vector, labels }],
    )
    await index.upsert(records, signal)
    embedded += records.length
  }
  return { embedded, withheld: entries.length - embedded }
}
