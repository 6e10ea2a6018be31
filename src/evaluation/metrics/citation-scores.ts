/**
 * The share of citations that point at a document which holds the answer: citation precision. What
 * counts is where they point, not whether the sentence follows from it (compare Gao et al., "Enabling
 * Large Language Models to Generate Text with Citations", EMNLP 2023). Undefined without citations.
 */
export function citationPrecision(citations: readonly { readonly isRight: boolean }[]): number | undefined {
  if (citations.length === 0) return undefined
  return citations.filter(({ isRight }) => isRight).length / citations.length
}

/** The share of the documents that hold the answer which are cited: citation recall. */
export function citationRecall(expected: readonly string[], isCited: (document: string) => boolean): number {
  return expected.filter(isCited).length / expected.length
}
