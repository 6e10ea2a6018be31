/** Whether anything relevant is among the first `k`: 1 or 0. Also known as success@k (TREC). */
export function hitAt(k: number, relevant: readonly boolean[]): number {
  return relevant.slice(0, k).includes(true) ? 1 : 0
}
