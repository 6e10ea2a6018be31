import type { TokenUsage } from '../../domain/accounting/usage.ts'

/** What we counted of a call ourselves. */
export interface OwnCount {
  readonly usage: TokenUsage
  /** False where the model's tokenizer is not known here, so that a difference says nothing. */
  readonly isExact: boolean
}

/** How far a provider's count is from ours, as shares of ours: 0.1 is ten percent more. */
export interface CountDifference {
  readonly prompt: number
  readonly completion: number
}

const toleratedShare = 0.05
/** Chat templates differ by a few tokens, which are a large share of a short text. */
const toleratedTokens = 16

/** What a provider reported beside what we counted; undefined while the two are within 5 % of each other. */
export function countDifference(reported: TokenUsage, own: TokenUsage): CountDifference | undefined {
  const pairs = [
    [reported.promptTokens, own.promptTokens],
    [spoken(reported, own), own.completionTokens],
  ] as const
  if (!pairs.some(([theirs, ours]) => isApart(theirs, ours))) return undefined
  const [prompt, completion] = pairs.map(([theirs, ours]) => (theirs - ours) / Math.max(1, ours))
  return { prompt: prompt ?? 0, completion: completion ?? 0 }
}

function isApart(theirs: number, ours: number): boolean {
  const apart = Math.abs(theirs - ours)
  return apart > toleratedTokens && apart > ours * toleratedShare
}

/** A provider that keeps its model's thoughts to itself still reports them; we can only count what it sent. */
function spoken(reported: TokenUsage, own: TokenUsage): number {
  return own.reasoningTokens > 0 ? reported.completionTokens : reported.completionTokens - reported.reasoningTokens
}
