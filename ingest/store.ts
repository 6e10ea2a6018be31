import { chunkIdOf } from '../src/domain/chunk.ts'
import type { RegisteredDocument } from '../src/domain/document.ts'
import type { ChunkEntry, DocumentRegistry } from '../src/ports/document-registry.ts'
import type { Embedder } from '../src/ports/embedder.ts'
import type { TextAnalyzer } from '../src/ports/text-analyzer.ts'
import type { IndexedLabels, VectorIndex } from '../src/ports/vector-index.ts'
import type { PlainChunk } from './chunking/chunk-document.ts'
import { embeddingText } from './chunking/embedding-text.ts'
import type { LoadedDocument } from './loaders/loaded-document.ts'

export interface StoreParts {
  readonly registry: DocumentRegistry
  readonly vectors: VectorIndex
  readonly embedder: Embedder
  readonly analyzer: TextAnalyzer
}

/** Chunks embedded and written at a time, so that a long document needs no more memory than a short one. */
const batchSize = 256

/**
 * Writes a version beside the one that readers see, then publishes it in one step: announced first,
 * vectors next, and last, together, the document, its text and its keyword entries.
 */
export async function store(
  parts: StoreParts,
  document: RegisteredDocument,
  loaded: LoadedDocument,
  chunks: readonly PlainChunk[],
  signal: AbortSignal,
): Promise<void> {
  const { version, title } = document
  await parts.registry.announce(version)
  const labels = indexedLabels(document)
  for (let from = 0; from < chunks.length; from += batchSize) {
    const batch = chunks.slice(from, from + batchSize)
    const vectors = await parts.embedder.embed(
      batch.map((chunk) => embeddingText(title, chunk)),
      'document',
      signal,
    )
    await parts.vectors.upsert(
      vectors.map((vector, index) => ({ chunkId: chunkIdOf(version, from + index), version, vector, labels })),
      signal,
    )
  }
  const entries = chunks.map((chunk, ordinal): ChunkEntry => ({
    chunk: { ...chunk, id: chunkIdOf(version, ordinal), ordinal },
    terms: parts.analyzer.documentTerms(embeddingText(title, chunk)),
  }))
  signal.throwIfAborted()
  await parts.registry.publish(document, { text: loaded.text, pages: loaded.pages }, entries)
}

/** What the vector index needs to know of a document in order to filter. */
export function indexedLabels(document: RegisteredDocument): IndexedLabels {
  const { id, source, path, mediaType, accessLabel, classification, language, date } = document
  return {
    documentId: id,
    sourceName: source,
    path,
    mediaType,
    accessLabel,
    classification,
    language,
    ...(date !== undefined && { date }),
  }
}
