import { isSameEmbedder, tokensMadeWith } from '../../src/domain/vectors/embedder-identity.ts'
import type { Difference } from '../../src/domain/ingest/verify-report.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import { tokensInUse } from '../upkeep/sweep.ts'

interface TokenVectorParts {
  readonly registry: DocumentRegistry
  readonly embedder: GuardedEmbedder
  readonly tokenVectors: TokenVectorStore
}

/** Compares the token vectors with the chunks that should have some. */
export async function compareTokenVectors(
  parts: TokenVectorParts,
  signal: AbortSignal,
): Promise<readonly Difference[]> {
  const { registry, tokenVectors } = parts
  const madeWith = await expected(parts, signal)
  const missing = madeWith === undefined ? new Map<string, number>() : await tokenVectors.missing(madeWith)
  const differences: Difference[] = []
  for (const [documentId, count] of missing) {
    const document = await registry.get(documentId, { all: true })
    if (document === undefined) continue
    const { source, path, version, chunks } = document
    const detail = `${count} of ${chunks} chunks have no vectors of their tokens.`
    differences.push({ kind: 'token-vectors-missing', documentId, source, path, version, detail })
  }
  const leftOver = await tokenVectors.leftOver(await tokensInUse(registry))
  if (leftOver === 0) return differences
  const detail = `Vectors of the tokens of ${leftOver} texts belong to no chunk, or were made with another model.`
  return [...differences, { kind: 'token-vectors-left-over', detail }]
}

/** What a search would compare with; before the first ingest with a model that has them, what that would write. */
async function expected({ registry, embedder }: TokenVectorParts, signal: AbortSignal): Promise<string | undefined> {
  const stored = await registry.indexIdentity()
  if (stored === undefined) return undefined
  const current = embedder.tokens === undefined ? undefined : await embedder.identity(signal)
  return tokensMadeWith(current !== undefined && isSameEmbedder(stored, current) ? current : stored)
}
