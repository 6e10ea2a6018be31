/** Source of what counts as a unit of a question: a number, a run of other letters, or one Chinese character. */
const unit = /\d+(?:[.,:]\d+)*|\p{Script=Han}|[\p{L}\p{M}]+(?:['’]\p{L}+)?/gu

const number = '#'
const edge = '^'

/**
 * What the wording of a question shows of how it is asked: its words and pairs of words, Chinese characters up to three
 * in a row, how it begins, and numbers as mere numbers. Nothing is left out as too common: "of each" and 分别 tell more
 * than what the question is about.
 * @returns distinct features, in no order
 */
export function wordFeatures(question: string): readonly string[] {
  const units = (question.normalize('NFKC').toLowerCase().match(unit) ?? []).map((word) =>
    /^\d/.test(word) ? number : word,
  )
  const features = new Set<string>()
  const inOrder = [edge, ...units]
  for (const [at, word] of inOrder.entries()) {
    const pair = `${inOrder[at - 1] ?? ''} ${word}`
    if (at > 0) features.add(word).add(pair)
    if (at > 1 && isHan(word)) features.add(`${inOrder[at - 2] ?? ''} ${pair}`)
  }
  return [...features]
}

function isHan(word: string): boolean {
  return /^\p{Script=Han}$/u.test(word)
}
