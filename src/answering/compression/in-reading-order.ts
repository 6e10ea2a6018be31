import type { CompressedPassage } from './compress.ts'

/** The document of the best passage first, and the passages of each document as they follow in it. */
export function inReadingOrder(passages: readonly CompressedPassage[]): readonly CompressedPassage[] {
  const documents = [...new Set(passages.map(({ passage }) => passage.documentId))]
  const rank = ({ passage }: CompressedPassage) => documents.indexOf(passage.documentId)
  return passages.toSorted((a, b) => rank(a) - rank(b) || a.passage.start - b.passage.start)
}
