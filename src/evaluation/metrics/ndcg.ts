/**
 * Discounted cumulative gain of the first `k` results by that of the best possible order, for results
 * that are relevant or not (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", ACM TOIS 2002; discounted by the binary logarithm of rank + 1, as TREC does).
 * @param relevant of each result in order, each counted once
 * @param total how many relevant ones there are to be found
 */
export function ndcgAt(k: number, relevant: readonly boolean[], total: number): number {
  const ideal = gain(Array.from({ length: Math.min(k, total) }, () => true))
  return ideal === 0 ? 0 : gain(relevant.slice(0, k)) / ideal
}

function gain(relevant: readonly boolean[]): number {
  return relevant.reduce((sum, isRelevant, index) => sum + (isRelevant ? 1 / Math.log2(index + 2) : 0), 0)
}
