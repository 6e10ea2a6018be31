import type { SourcedText } from '../../src/domain/privacy/sourced-text.ts'
import type { GuardedEmbedder } from '../../src/ports/guarded-embedder.ts'
import type { TokenVectorStore } from '../../src/ports/token-vector-store.ts'
import type { VectorIndex } from '../../src/ports/vector-index.ts'
import { gatherCalls } from './gather-calls.ts'
import type { StoreParts } from '../store.ts'

/** As many chunks as a long document hands over at a time. */
const chunksPerCall = 256
/** Two, so that no thread of the model waits for another one. */
const embedding = { callsAtOnce: 2, itemsPerCall: chunksPerCall }
/** The index writes one batch after the other anyway. */
const writing = { callsAtOnce: 1, itemsPerCall: chunksPerCall }

/**
 * Embeds and writes the chunks of several files of a run in one call: small files hold one or two, and a
 * call for each costs more than what it is about. A failure ends the run, so it matters not whose it was.
 */
export function gatherSmallFiles(
  parts: { readonly embedder: GuardedEmbedder; readonly vectors: VectorIndex; readonly tokenVectors: TokenVectorStore },
  signal: AbortSignal,
): Pick<StoreParts, 'embedder' | 'vectors' | 'tokenVectors'> {
  const { embedder } = parts
  const { tokens } = embedder
  const embed = gatherCalls((texts: readonly SourcedText[]) => embedder.embed(texts, 'document', signal), embedding)
  const upsert = gatherCalls(async (records: Parameters<VectorIndex['upsert']>[0]) => {
    await parts.vectors.upsert(records, signal)
    return records
  }, writing)
  const put = gatherCalls(async (records: Parameters<TokenVectorStore['put']>[0]) => {
    await parts.tokenVectors.put(records)
    return records
  }, writing)
  return {
    embedder: {
      identity: () => embedder.identity(signal),
      embed: (texts) => embed(texts),
      ...(tokens !== undefined && {
        tokens: {
          encodeDocuments: gatherCalls((texts) => tokens.encodeDocuments(texts, signal), embedding),
        },
      }),
    },
    tokenVectors: {
      put: async (records) => void (await put(records)),
      known: (madeWith, hashes) => parts.tokenVectors.known(madeWith, hashes),
    },
    vectors: {
      upsert: async (records) => void (await upsert(records)),
      vectorsOf: (chunkIds) => parts.vectors.vectorsOf(chunkIds, signal),
    },
  }
}
