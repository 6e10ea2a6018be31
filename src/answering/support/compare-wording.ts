import { areOpposites } from './opposites.ts'

/** How a claim that repeats a sentence of the evidence departs from it. */
export type Departure =
  /** An opposite word, or a negation on one side only. */
  | 'turned'
  /** A number or a name in the place of another one. */
  | 'exchanged'
  /** Words that the evidence says elsewhere in the place of others. */
  | 'moved'

export interface Wording {
  /** Share of the claim's words that stand in the sentence in the same order, 0…1. */
  readonly share: number
  readonly departure?: Departure
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The words of a text in order, as they are compared; punctuation is left out. */
export function wordsInOrder(text: string): readonly string[] {
  return [...segmenter.segment(text.normalize('NFKC').replaceAll(/(?<=\d),(?=\d{3})/g, ''))]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment)
}

/** A negation inside more words than these comes or goes with a whole clause. */
const longestTurn = 2
/** Longer runs of other words are no exchange of one for another. */
const longestExchange = 4

/**
 * Lays a claim beside a sentence word by word (longest common subsequence), and looks at the words that stand in the
 * place of others.
 * @param elsewhere all other text of the evidence
 */
export function compareWording(claim: readonly string[], sentence: readonly string[], elsewhere: string): Wording {
  const gaps = align(claim.map(folded), sentence.map(folded))
  const different = gaps.reduce((sum, { claimed }) => sum + (claimed.to - claimed.from), 0)
  const share = claim.length === 0 ? 0 : 1 - different / claim.length
  const held = new Set(claim.map(folded))
  let departure: Departure | undefined
  for (const { claimed, said } of gaps) {
    const found = departureOf(
      claim.slice(claimed.from, claimed.to),
      sentence.slice(said.from, said.to),
      elsewhere,
      held,
    )
    if (found === 'turned') return { share, departure: found }
    departure = departure === 'exchanged' ? departure : (found ?? departure)
  }
  return departure === undefined ? { share } : { share, departure }
}

interface Span {
  readonly from: number
  readonly to: number
}

/** The places at which two rows of words differ. */
function align(claim: readonly string[], sentence: readonly string[]): readonly { claimed: Span; said: Span }[] {
  const width = sentence.length + 1
  const lengths = new Uint16Array((claim.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = claim.length - 1; i >= 0; i -= 1) {
    for (let j = sentence.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = claim[i] === sentence[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const gaps: { claimed: Span; said: Span }[] = []
  let [i, j] = [0, 0]
  let start: { i: number; j: number } | undefined
  const close = () => {
    if (start !== undefined) gaps.push({ claimed: { from: start.i, to: i }, said: { from: start.j, to: j } })
    start = undefined
  }
  while (i < claim.length || j < sentence.length) {
    if (i < claim.length && j < sentence.length && claim[i] === sentence[j]) {
      close()
      i += 1
      j += 1
      continue
    }
    start ??= { i, j }
    if (j >= sentence.length || (i < claim.length && at(i + 1, j) >= at(i, j + 1))) i += 1
    else j += 1
  }
  close()
  return gaps
}

function folded(word: string): string {
  return word.toLowerCase().replace('’', "'")
}

const negations =
  /^(?:not|no|never|cannot|without|nor|neither|不|没|没有|未|无|非|勿|不得|不能|不是|不会|不应|不应当|不可以|不必|未必|无法|并非|不再)$|n't$/iu
const insertedNegation = /^(?:不|没|未|无|非)/u

function departureOf(
  claimed: readonly string[],
  said: readonly string[],
  elsewhere: string,
  held: ReadonlySet<string>,
): Departure | undefined {
  const [one, other] = withoutShared(claimed.map(folded).join(' '), said.map(folded).join(' '))
  if (one === '' && other === '') return undefined
  const isNegated = (words: readonly string[]) => words.filter((word) => negations.test(word)).length % 2 === 1
  if (Math.max(claimed.length, said.length) <= longestTurn && isNegated(claimed) !== isNegated(said)) return 'turned'
  if (insertedNegation.test(one) && one.length === 1 && other === '') return 'turned'
  if (insertedNegation.test(other) && other.length === 1 && one === '') return 'turned'
  if (claimed.length === 0 || said.length === 0) return undefined
  if (claimed.length > longestExchange || said.length > longestExchange) return undefined
  if (claimed.some((word) => said.some((opposite) => areOpposites(folded(word), folded(opposite))))) return 'turned'
  if (areOpposites(claimed.join('').toLowerCase(), said.join('').toLowerCase())) return 'turned'
  const isNew = said.some((word) => isTelling(word) && !held.has(folded(word)))
  const isTaken = claimed.filter(isTelling).length > 0 && isSaidIn(claimed, elsewhere)
  if (!isNew || !isTaken) return undefined
  return (isNumber(claimed) && isNumber(said)) || (isName(claimed) && isName(said)) ? 'exchanged' : 'moved'
}

/** Without what both begin and end with: the same characters may be cut into other words. */
function withoutShared(a: string, b: string): readonly [string, string] {
  const [one, other] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')]
  if (!/\p{Script=Han}/u.test(one + other)) return [one, other]
  let start = 0
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)]
}

const little =
  /^(?:the|an?|of|to|in|on|at|by|for|and|or|with|from|as|is|are|was|were|be|been|has|have|had|it|its|they|their|this|that|these|those|he|she|his|her|which|who|also|but|so|can|may|will|would|there|为|的|了|和|与|及|或|在|于|对|由|从|其|该|这|那|也|并|而|但|则|所|以|等|是|被|将|把|他|她|它|有|以及|因为|由于|可以|应当|其他|以|至|中|个|一|上|下|者)$/iu

function isTelling(word: string): boolean {
  return !little.test(word)
}

function isSaidIn(words: readonly string[], text: string): boolean {
  const joined = words.join(/\p{Script=Han}/u.test(words.join('')) ? '' : ' ')
  return joined.length > 1 && text.toLowerCase().includes(joined.toLowerCase())
}

const isNumber = (words: readonly string[]) => words.some((word) => /\d/.test(word))
const isName = (words: readonly string[]) => words.some((word) => /^\p{Lu}/u.test(word) && !little.test(word))
