import type { AnswerSentence } from '../../domain/answers/answer.ts'

/** Stands in the text where a sentence ends that nothing carries. No citation has this number. */
export const doubtMark = 0

/** The text of an answer with a mark behind each of its sentences that no evidence carries. */
export function markDoubts(text: string, sentences: readonly AnswerSentence[] = []): string {
  let marked = ''
  let from = 0
  for (const { end, support } of sentences) {
    if (support !== 'unsupported') continue
    // In a row of a table, before the bar that ends it.
    const at = text.slice(0, end).endsWith('|') ? end - 1 : end
    marked += `${text.slice(from, at)} [${doubtMark}]`
    from = at
  }
  return marked + text.slice(from)
}

export function hasDoubts(sentences: readonly AnswerSentence[] = []): boolean {
  return sentences.some(({ support }) => support === 'unsupported')
}
