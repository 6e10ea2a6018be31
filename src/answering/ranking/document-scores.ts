import { versionOf } from '../../domain/documents/chunk.ts'

/** What each further chunk of a document adds, as a share of what the one before it did. */
const decay = 0.7

/**
 * How much a chunk's whole document has to do with a question: the scores of its chunks that were found, each counting
 * less than the one before. As good as BM25 over whole documents, without an index of them.
 * @param hits best first
 */
export function documentScores(
  hits: readonly { readonly chunkId: string; readonly score: number }[],
): (chunkId: string) => number | undefined {
  const documents = new Map<string, { sum: number; share: number }>()
  for (const { chunkId, score } of hits) {
    const version = versionOf(chunkId)
    const { sum, share } = documents.get(version) ?? { sum: 0, share: 1 }
    documents.set(version, { sum: sum + score * share, share: share * decay })
  }
  return (chunkId) => documents.get(versionOf(chunkId))?.sum
}
