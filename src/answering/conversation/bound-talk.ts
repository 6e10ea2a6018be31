import { sentencesOf } from '../../domain/text/sentences.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import type { Turn } from '../../ports/conversation-store.ts'

/** Estimated tokens of earlier questions and answers that a model is reminded of. */
const talkBudget = 600
/** How much of the last answer is repeated. */
const longestAnswer = 600

const marks = /\s*\[\d{1,3}\]/g

/**
 * The talk as far as it fits a budget, newest first into it: of the last answer as much as is useful, of
 * those before it the first sentence that a document bears out. Their citation marks are left out, since
 * they number other evidence.
 */
export function boundTalk(turns: readonly Turn[]): readonly Turn[] {
  const kept: Turn[] = []
  let used = 0
  for (const turn of turns.toReversed()) {
    const answer = kept.length === 0 ? beginningOf(turn.answer) : firstCited(turn.answer)
    used += estimateTokens(`${turn.standaloneQuestion}\n${answer}`)
    if (kept.length > 0 && used > talkBudget) break
    kept.unshift({ ...turn, answer })
  }
  return kept
}

/** Whole sentences, as many as fit. */
function beginningOf(answer: string): string {
  const plain = answer.replaceAll(marks, '')
  if (plain.length <= longestAnswer) return plain
  const last = sentencesOf(plain).findLast(({ end }) => end <= longestAnswer)
  return plain.slice(0, last?.end ?? longestAnswer)
}

function firstCited(answer: string): string {
  const sentences = sentencesOf(answer)
  const cited = sentences.find(({ text }) => /\[\d{1,3}\]/.test(text)) ?? sentences[0]
  return (cited?.text ?? answer).replaceAll(marks, '').slice(0, longestAnswer)
}
