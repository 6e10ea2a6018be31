import { countTokens } from './count-tokens.ts'

const longestRun = 4

/**
 * BLEU of one answer with one reference (Papineni et al., ACL 2002): the geometric mean of how many of
 * its runs of one to four tokens the reference holds, times a penalty for being short. A single answer
 * often lacks a common run of four, so that runs of two and more are counted with one added (Lin and
 * Och, "ORANGE", COLING 2004), and an answer shorter than four tokens is judged by the runs it has.
 */
export function bleu(candidate: readonly string[], reference: readonly string[]): number {
  if (candidate.length === 0 || reference.length === 0) return candidate.length === reference.length ? 1 : 0
  const orders = Math.min(longestRun, candidate.length)
  let logSum = 0
  for (let order = 1; order <= orders; order++) {
    const { matched, total } = matchRuns(order, candidate, reference)
    if (order === 1 && matched === 0) return 0
    const added = order === 1 ? 0 : 1
    logSum += Math.log((matched + added) / (total + added))
  }
  const brevity = candidate.length >= reference.length ? 1 : Math.exp(1 - reference.length / candidate.length)
  return brevity * Math.exp(logSum / orders)
}

/** Each run counts as often as the reference holds it. */
function matchRuns(order: number, candidate: readonly string[], reference: readonly string[]) {
  const wanted = countTokens(runsOf(order, reference))
  const runs = runsOf(order, candidate)
  let matched = 0
  for (const [run, count] of countTokens(runs)) matched += Math.min(count, wanted.get(run) ?? 0)
  return { matched, total: runs.length }
}

function runsOf(order: number, tokens: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(0, tokens.length - order + 1) }, (_, start) =>
    tokens.slice(start, start + order).join(' '),
  )
}
