import type { Chunk } from '../src/domain/documents/chunk.ts'
import type { RegisteredDocument } from '../src/domain/documents/document.ts'
import { tokensMadeWith } from '../src/domain/vectors/embedder-identity.ts'
import { documentText, type SourcedText } from '../src/domain/privacy/sourced-text.ts'
import { outsideText, type TokenVectors } from '../src/domain/vectors/token-vectors.ts'
import { originOf, type TracedText } from '../src/domain/text/traced-text.ts'
import type { GuardedEmbedder } from '../src/ports/guarded-embedder.ts'
import type { TokenEncoder } from '../src/ports/token-encoder.ts'
import type { TokenVectorStore } from '../src/ports/token-vector-store.ts'
import { embeddingText, tracedEmbeddingText } from './chunking/embedding-text.ts'

/** Chunks embedded and written at a time, so that a long document needs no more memory than a short one. */
export const chunksAtOnce = 256

/** What of an embedder it takes to embed documents. */
export interface DocumentEncoder extends Pick<GuardedEmbedder, 'identity' | 'embed'> {
  readonly tokens?: Pick<TokenEncoder, 'encodeDocuments'>
}

interface EncodingParts {
  readonly embedder: DocumentEncoder
  readonly tokenVectors: Pick<TokenVectorStore, 'put'>
}

/** What of a document goes with each of its chunks. */
export type EncodedDocument = Pick<RegisteredDocument, 'title' | 'classification'>

/** A chunk that is to be embedded. */
export interface ChunkToEncode {
  readonly chunk: Pick<Chunk, 'text' | 'headingPath'>
  readonly embeddingHash: string
}

/**
 * The vectors of a document's chunks, in order; undefined for those that the policy keeps from the model. Where the model
 * shows those of tokens, these are written down on the way, with their places in the chunk's text.
 */
export async function encodeChunks(
  { embedder, tokenVectors }: EncodingParts,
  document: EncodedDocument,
  chunks: readonly ChunkToEncode[],
  signal: AbortSignal,
): Promise<readonly (Float32Array | undefined)[]> {
  const madeWith = tokensMadeWith(await embedder.identity(signal))
  if (embedder.tokens === undefined || madeWith === undefined) {
    return embedder.embed(textsToEmbed(document, chunks), 'document', signal)
  }
  const texts = chunks.map(({ chunk }) => tracedEmbeddingText(document.title, chunk))
  const encoded = await embedder.tokens.encodeDocuments(
    texts.map(({ text }) => text),
    signal,
  )
  const records = chunks.flatMap(({ embeddingHash }, at) => {
    const text = texts[at]
    const tokens = encoded[at]?.tokens
    if (text === undefined || tokens === undefined) return []
    return [{ madeWith, embeddingHash, tokens: placedInChunk(tokens, text) }]
  })
  await tokenVectors.put(records)
  return encoded.map(({ vector }) => vector)
}

/** What the vectors of a document's chunks are made from. */
export function textsToEmbed(
  { title, classification }: EncodedDocument,
  chunks: readonly Pick<ChunkToEncode, 'chunk'>[],
): readonly SourcedText[] {
  return chunks.map(({ chunk }) => documentText(embeddingText(title, chunk), classification))
}

/** The places are in what was embedded. */
function placedInChunk({ codes, spans }: TokenVectors, text: TracedText): TokenVectors {
  const placed = new Uint16Array(spans.length).fill(outsideText)
  for (let i = 0; i < spans.length; i += 2) {
    const origin = originOf(text, spans[i] ?? 0, spans[i + 1] ?? 0)
    if (origin !== undefined && origin.end < outsideText) placed.set([origin.start, origin.end], i)
  }
  return { codes, spans: placed }
}
