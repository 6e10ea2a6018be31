import { isSameEmbedder, tokensMadeWith } from '../../src/domain/vectors/embedder-identity.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import { noteTokens } from './check-identity.ts'
import { chunksAtOnce, encodeChunks } from '../encode-chunks.ts'

interface FillParts {
  readonly registry: DocumentRegistry
  readonly embedder: GuardedEmbedder
  readonly tokenVectors: TokenVectorStore
}

/**
 * Gives published chunks their token vectors that have none: those indexed before there were any, or with another
 * kind of them. Only to be called while holding the ingest lock.
 * @param source whose documents; undefined for all
 */
export async function fillTokenVectors(
  parts: FillParts,
  source: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { registry, embedder, tokenVectors } = parts
  const stored = await registry.indexIdentity()
  if (embedder.tokens === undefined || stored === undefined) return
  const current = await embedder.identity(signal)
  const madeWith = tokensMadeWith(current)
  if (madeWith === undefined || !isSameEmbedder(stored, current)) return
  await noteTokens(registry, current)
  for (const documentId of (await tokenVectors.missing(madeWith)).keys()) {
    const document = await registry.get(documentId, { all: true })
    if (document === undefined || (source !== undefined && document.source !== source)) continue
    const entries = await registry.chunksOf(documentId)
    for (let from = 0; from < entries.length; from += chunksAtOnce) {
      signal.throwIfAborted()
      const batch = entries.slice(from, from + chunksAtOnce)
      const hashes = batch.map(({ embeddingHash }) => embeddingHash)
      const known = await tokenVectors.known(madeWith, hashes)
      const lacking = batch.filter(({ embeddingHash }) => embeddingHash !== '' && !known.has(embeddingHash))
      await encodeChunks(parts, document, lacking, signal)
    }
  }
}
