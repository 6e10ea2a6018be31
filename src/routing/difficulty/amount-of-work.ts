/** As long as all but the longest questions are, in words or Chinese characters. */
const ordinary = 40

/**
 * Log odds of a hard question that come from its length, beyond that of ordinary questions: one that tells a case of its
 * own has more steps to go. Six for each doubling: where all questions are sums, nothing else tells the long ones apart
 * (`bench/README.md`).
 */
export function workLogOdds(question: string): number {
  const words = question.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu)?.length ?? 0
  return 6 * Math.log2(Math.max(1, words / ordinary))
}
