import { chunkIdOf } from '../../src/domain/chunk.ts'
import type { RegisteredDocument } from '../../src/domain/document.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import type { VectorIndex } from '../../src/ports/vector-index.ts'
import { embeddingText } from '../chunking/embedding-text.ts'
import { indexedLabels } from '../store.ts'

const chunksAtOnce = 256

/**
 * Writes the vectors of a document into an index, from the texts that the registry keeps.
 * @param version what the records are to belong to
 * @returns how many chunks were embedded
 */
export async function embedDocument(
  { registry, embedder }: { readonly registry: DocumentRegistry; readonly embedder: Embedder },
  index: VectorIndex,
  document: RegisteredDocument,
  version: string,
  signal: AbortSignal,
): Promise<number> {
  const entries = await registry.chunksOf(document.id)
  const labels = indexedLabels(document)
  for (let from = 0; from < entries.length; from += chunksAtOnce) {
    const batch = entries.slice(from, from + chunksAtOnce)
    const texts = batch.map(({ chunk }) => embeddingText(document.title, chunk))
    const vectors = await embedder.embed(texts, 'document', signal)
    await index.upsert(
      vectors.map((vector, at) => ({ chunkId: chunkIdOf(version, from + at), version, vector, labels })),
      signal,
    )
  }
  return entries.length
}
