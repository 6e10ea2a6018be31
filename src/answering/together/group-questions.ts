import { estimateTokens } from '../../domain/text/token-estimate.ts'

/** A question on its way to a model, as far as it matters with whom it can be put. */
export interface GroupedQuestion {
  /** Questions with different keys never share a call: another model, language or way of hiding values. */
  readonly key: string
  readonly evidence: readonly { readonly chunkId: string; readonly text: string }[]
}

/** More questions in a call make models leave some out. */
export const mostTogether = 6
/** In estimated tokens; half as much again as a question by itself has at most. */
const mostEvidence = 3600
/** So much of the evidence of one of the two must be evidence of the other as well. */
const leastShared = 0.5

/**
 * Which questions are put to a model together: those that rest to a good part on the same evidence. Each is in one
 * group, the groups in the order of their first question.
 * @returns indexes
 */
export function groupQuestions(questions: readonly GroupedQuestion[]): readonly (readonly number[])[] {
  const open = new Map(questions.map((question, index) => [index, { ...question, tokens: tokensOf(question) }]))
  const groups: (readonly number[])[] = []
  for (const [first, { key, tokens }] of open) {
    open.delete(first)
    const group = [first]
    let evidence = tokens
    while (group.length < mostTogether) {
      const [nearest] = [...open]
        .filter(([, other]) => other.key === key)
        .map(([index, other]) => ({ index, tokens: other.tokens, shared: sharedShare(evidence, other.tokens) }))
        .filter(
          ({ tokens: others, shared }) => shared >= leastShared && sizeOf(joined(evidence, others)) <= mostEvidence,
        )
        .toSorted((a, b) => b.shared - a.shared || a.index - b.index)
      if (nearest === undefined) break
      open.delete(nearest.index)
      group.push(nearest.index)
      evidence = joined(evidence, nearest.tokens)
    }
    groups.push(group.toSorted((a, b) => a - b))
  }
  return groups
}

type Tokens = ReadonlyMap<string, number>

function tokensOf({ evidence }: GroupedQuestion): Tokens {
  return new Map(evidence.map(({ chunkId, text }) => [chunkId, estimateTokens(text)]))
}

function sizeOf(tokens: Tokens): number {
  return [...tokens.values()].reduce((sum, count) => sum + count, 0)
}

function joined(a: Tokens, b: Tokens): Tokens {
  return new Map([...a, ...b])
}

function sharedShare(a: Tokens, b: Tokens): number {
  const smaller = Math.min(sizeOf(a), sizeOf(b))
  if (smaller === 0) return 0
  return [...b].reduce((sum, [chunkId, count]) => sum + (a.has(chunkId) ? count : 0), 0) / smaller
}
