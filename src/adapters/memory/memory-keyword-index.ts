import { sortWords } from '../../domain/text/wanted-words.ts'
import type { KeywordIndex, KeywordMismatch } from '../../ports/keyword-index.ts'
import { createMemoryLibrary, type MemoryLibrary, shelve } from './memory-library.ts'
import { isReadable, passes } from './readable-documents.ts'

const k1 = 1.2
const b = 0.75

/** What a term weighs when more than half of the chunks hold it. */
const leastWeight = 1e-6

/**
 * Keyword search over what a registry published into the same library. BM25 as Robertson and Zaragoza
 * (2009) have it, with weights kept above zero.
 */
export function createMemoryKeywordIndex(library: MemoryLibrary = createMemoryLibrary()): KeywordIndex {
  return {
    search: async (words, limit, labels, filters) => {
      const lengths = [...library.chunks.values()].map(({ entry }) => entry.terms.length)
      const averageLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
      const { terms, inSeveralWays } = sortWords(words)
      const scores = sumOf([
        scoresOf(terms),
        ...inSeveralWays.map((ways) => bestOf(ways.map((way) => scoresOf(way.terms, way.weight)))),
      ])
      return [...scores]
        .filter(([chunkId]) => isWanted(chunkId))
        .map(([chunkId, score]) => ({ chunkId, score }))
        .sort((x, y) => y.score - x.score)
        .slice(0, limit)

      function scoresOf(wanted: readonly string[], times = 1): ReadonlyMap<string, number> {
        return sumOf([...new Set(wanted)].map((term) => scoresOfTerm(term, times)))
      }

      function scoresOfTerm(term: string, times: number): ReadonlyMap<string, number> {
        const posting = library.postings.get(term) ?? new Map<string, number>()
        const weight = Math.max(Math.log((lengths.length - posting.size + 0.5) / (posting.size + 0.5)), leastWeight)
        return new Map(
          [...posting].map(([chunkId, frequency]) => {
            const length = library.chunks.get(chunkId)?.entry.terms.length ?? 0
            const saturated = (frequency * (k1 + 1)) / (frequency + k1 * (1 - b + (b * length) / averageLength))
            return [chunkId, times * weight * saturated]
          }),
        )
      }

      function isWanted(chunkId: string): boolean {
        const document = library.documents.get(library.chunks.get(chunkId)?.documentId ?? '')?.document
        return document !== undefined && isReadable(document, labels) && passes(document, filters)
      }
    },

    mismatches: async () => {
      const found = new Map<string, number>()
      for (const posting of library.postings.values())
        for (const [chunkId, frequency] of posting) found.set(chunkId, (found.get(chunkId) ?? 0) + frequency)
      const mismatches: KeywordMismatch[] = []
      for (const { document, entries } of library.documents.values()) {
        const expected = entries.reduce((sum, { terms }) => sum + terms.length, 0)
        const indexed = entries.reduce((sum, { chunk }) => sum + (found.get(chunk.id) ?? 0), 0)
        for (const { chunk } of entries) found.delete(chunk.id)
        const { id: documentId, source, path } = document
        if (expected !== indexed) mismatches.push({ documentId, source, path, expected, found: indexed })
      }
      const stray = [...found.values()].reduce((sum, frequency) => sum + frequency, 0)
      return stray === 0 ? mismatches : [...mismatches, { expected: 0, found: stray }]
    },

    rebuild: async () => {
      library.postings.clear()
      for (const shelved of library.documents.values()) shelve(library, shelved)
    },

    statistics: async (terms) => ({
      chunks: library.chunks.size,
      frequency: new Map(
        terms.flatMap((term) => {
          const holders = library.postings.get(term)?.size
          return holders === undefined ? [] : [[term, holders] as const]
        }),
      ),
    }),
  }
}

type Scores = ReadonlyMap<string, number>

function sumOf(all: readonly Scores[]): Scores {
  return join(all, (a, b) => a + b)
}

function bestOf(all: readonly Scores[]): Scores {
  return join(all, Math.max)
}

function join(all: readonly Scores[], both: (a: number, b: number) => number): Scores {
  const joined = new Map<string, number>()
  for (const scores of all)
    for (const [chunkId, score] of scores) {
      const known = joined.get(chunkId)
      joined.set(chunkId, known === undefined ? score : both(known, score))
    }
  return joined
}
