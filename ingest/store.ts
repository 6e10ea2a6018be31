import { createHash } from 'node:crypto'
import { chunkIdOf } from '../src/domain/documents/chunk.ts'
import { tokensMadeWith } from '../src/domain/vectors/embedder-identity.ts'
import type { RegisteredDocument } from '../src/domain/documents/document.ts'
import type { ChunkEntry, DocumentRegistry } from '../src/ports/document-registry.ts'
import type { Staging } from '../src/ports/staging.ts'
import type { TokenVectorStore } from '../src/ports/token-vector-store.ts'
import type { TextAnalyzer } from '../src/ports/text-analyzer.ts'
import type { IndexedLabels, VectorIndex } from '../src/ports/vector-index.ts'
import type { PlainChunk } from './chunking/chunk-document.ts'
import { embeddingText } from './chunking/embedding-text.ts'
import { chunksAtOnce, type DocumentEncoder, encodeChunks, type EncodedDocument } from './encode-chunks.ts'
import type { LoadedDocument } from './loaders/loaded-document.ts'

export interface StoreParts {
  readonly registry: DocumentRegistry
  readonly staging: Staging
  readonly vectors: Pick<VectorIndex, 'upsert' | 'vectorsOf'>
  readonly tokenVectors: Pick<TokenVectorStore, 'put' | 'known'>
  readonly embedder: DocumentEncoder
  readonly analyzer: TextAnalyzer
}

/**
 * Writes a version beside the one that readers see, then publishes or stages it in one step: announced
 * first, vectors next, and last, together, the document, its text and its keyword entries.
 * @returns how many chunks took over the vector of the same text, and how many the policy keeps from the model
 */
export async function store(
  parts: StoreParts,
  step: 'publish' | 'stage',
  document: RegisteredDocument,
  loaded: LoadedDocument,
  chunks: readonly PlainChunk[],
  signal: AbortSignal,
): Promise<{ readonly reused: number; readonly withheld: number }> {
  const { version, title } = document
  const entries = chunks.map((chunk, ordinal): ChunkEntry => {
    const text = embeddingText(title, chunk)
    return {
      chunk: { ...chunk, id: chunkIdOf(version, ordinal), ordinal },
      terms: parts.analyzer.documentTerms(text),
      embeddingHash: embeddingHashOf(text, chunk.text),
    }
  })
  await parts.registry.announce(version)
  const labels = indexedLabels(document)
  let [reused, withheld] = [0, 0]
  for (let from = 0; from < entries.length; from += chunksAtOnce) {
    const batch = entries.slice(from, from + chunksAtOnce)
    const { vectors, known } = await vectorsOf(parts, document, batch, signal)
    const records = batch.flatMap(({ chunk, embeddingHash }) => {
      const vector = vectors.get(embeddingHash)
      return vector === undefined ? [] : [{ chunkId: chunk.id, version, vector, labels }]
    })
    await parts.vectors.upsert(records, signal)
    reused += known
    withheld += batch.length - records.length
  }
  signal.throwIfAborted()
  const extracted = { text: loaded.text, pages: loaded.pages }
  if (step === 'publish') await parts.registry.publish(document, extracted, entries)
  else await parts.staging.stage(document, extracted, entries)
  return { reused, withheld }
}

/** What a text is known by among those that have a vector; with the chunk's, in which its tokens have their places. */
function embeddingHashOf(text: string, chunkText: string): string {
  return createHash('sha256')
    .update(JSON.stringify([text, chunkText]))
    .digest('hex')
    .slice(0, 32)
}

/** The vectors of chunks by hash: taken over from the index where the same text is there, else computed. */
async function vectorsOf(
  parts: StoreParts,
  document: EncodedDocument,
  entries: readonly ChunkEntry[],
  signal: AbortSignal,
) {
  const chunks = new Map(entries.map((entry) => [entry.embeddingHash, entry]))
  const vectors = new Map(await knownVectors(parts, [...chunks.keys()], signal))
  const known = entries.filter(({ embeddingHash }) => vectors.has(embeddingHash)).length
  const missing = [...chunks.values()].filter(({ embeddingHash }) => !vectors.has(embeddingHash))
  const computed = await encodeChunks(parts, document, missing, signal)
  for (const [at, { embeddingHash }] of missing.entries()) {
    const vector = computed[at]
    if (vector !== undefined) vectors.set(embeddingHash, vector)
  }
  return { vectors, known }
}

/** Of texts whose tokens have theirs too, where there are any. */
async function knownVectors(parts: StoreParts, hashes: readonly string[], signal: AbortSignal) {
  const chunks = await parts.registry.chunksEmbeddedFrom(hashes)
  if (chunks.size === 0) return []
  const madeWith = tokensMadeWith(await parts.embedder.identity(signal))
  const covered = madeWith === undefined ? undefined : await parts.tokenVectors.known(madeWith, hashes)
  const stored = await parts.vectors.vectorsOf([...chunks.values()], signal)
  return [...chunks].flatMap(([hash, chunkId]) => {
    const vector = stored.get(chunkId)
    return vector === undefined || covered?.has(hash) === false ? [] : [[hash, vector] as const]
  })
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
