/**
 * One by the rank of the first relevant result, 0 when none is among the first `k`. Its mean over
 * questions is the MRR (E. Voorhees, "The TREC-8 Question Answering Track Report", 1999).
 */
export function reciprocalRankAt(k: number, relevant: readonly boolean[]): number {
  const index = relevant.slice(0, k).indexOf(true)
  return index === -1 ? 0 : 1 / (index + 1)
}
