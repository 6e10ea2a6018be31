import type { Comparison } from '../sentences/compare-question.ts'
import type { Place } from '../sentences/quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** Lines that pages carry and that answer nothing. */
const boilerplate = [
  /^(?:page\s*)?\d+\s*(?:of|\/)\s*\d+$/iu,
  /^page\s*\d+$/iu,
  /^第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?$/u,
  /^(?:back to (?:the )?top|edit this page|skip to (?:main )?content|返回顶部|回到顶部|编辑本页)$/iu,
  /^(?:©|\(c\)|copyright\b|版权所有).*$/iu,
]
/** Letters and digits below which a repeated sentence is no repetition: a cell, a "yes". */
const leastRepeated = { latin: 40, han: 16 }

/**
 * The places of sentences that an earlier passage says in the same letters and digits, and of what pages carry: their numbers,
 * ways back to the top, notices of copyright.
 * @param passages best first
 */
export function findRepeats(
  passages: readonly RetrievedPassage[],
  comparison: Comparison,
): ReadonlyMap<RetrievedPassage, readonly Place[]> {
  const said = new Set<string>()
  return new Map(
    passages.map((passage) => {
      const sentences = comparison.passages.find((of) => of.passage === passage)?.sentences ?? []
      const own = sentences.map(({ sentence }) => ({ sentence, letters: lettersOf(sentence.text) }))
      const repeated = own.filter(({ sentence, letters }) => said.has(letters) || isBoilerplate(sentence.text))
      for (const { letters } of own) if (isLong(letters)) said.add(letters)
      return [passage, repeated.map(({ sentence: { start, end } }) => ({ start, end }))]
    }),
  )
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

function isLong(letters: string): boolean {
  return letters.length >= (/\p{Script=Han}/u.test(letters) ? leastRepeated.han : leastRepeated.latin)
}

function isBoilerplate(text: string): boolean {
  const line = text.replaceAll(/^[\s#>*_[(-]+|[\s*_\])-]+$/gu, '')
  return boilerplate.some((pattern) => pattern.test(line))
}
