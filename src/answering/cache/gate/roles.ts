import type { QuestionWord, ReadQuestion } from './read-question.ts'

/** What joins equals: "A and B" says the same as "B and A". */
const joins = /^(?:and|or|versus|vs|&|和|与|跟|及|以及|或|或者|还是)$/
/** Between two words these say nothing of who does what to whom. */
const empty = /^(?:the|an?|my|your|our|their|his|her|its|的|了|着|过|是|is|are|be|地)$/
/** Somebody or something that is acted on. */
const passive =
  /\b(?:is|are|was|were|be|been|being|get|gets|got)\b(?: \S+){0,2}? (?:\S+ed|\S+en|built|made|bought|sold|sent|held|paid|led|kept|taught|won|lost|found|cut|set|put|used)\b|被/u

/** Where more is worded otherwise, words change places without changing what is asked. */
const nearlyAll = { chinese: 0.6, english: 0.8 }

/**
 * Whether two words have taken each other's place: "from Berlin to Paris" and "from Paris to Berlin". In English a part of
 * the question that was moved as a whole, such as "in Berlin", takes nobody's place; Chinese says by the order of words who
 * does what to whom, so that there any change of it counts.
 */
export function haveSwappedRoles(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  const least = asked.isChinese ? nearlyAll.chinese : nearlyAll.english
  if (shareOf(asked, remembered) < least || shareOf(remembered, asked) < least) return false
  const turned = turnedAround(telling(asked), telling(remembered))
  if (asked.isChinese) return turned.length > 0
  if (passive.test(asked.text.toLowerCase()) !== passive.test(remembered.text.toLowerCase())) return false
  return turned.some(({ follows }) => follows) && turned.some(({ precedes }) => precedes)
}

interface TurnedPair {
  /** Whether each follows the word that the other one follows in the other question. */
  readonly follows: boolean
  /** Whether each stands in front of the word that the other one stands in front of. */
  readonly precedes: boolean
}

/** The words of content that stand the other way round, two by two. */
function turnedAround(one: readonly QuestionWord[], other: readonly QuestionWord[]): readonly TurnedPair[] {
  const [places, otherPlaces] = [placesOf(one), placesOf(other)]
  const content = [...places].filter(([stem, at]) => otherPlaces.has(stem) && one[at]?.isContent === true)
  const isSame = (at: number, place: number) => one[at]?.stem === other[place]?.stem
  return content.flatMap(([first, a]) =>
    content.flatMap(([second, b]) => {
      const [c, d] = [otherPlaces.get(first) ?? 0, otherPlaces.get(second) ?? 0]
      if (a >= b || d >= c || isJoined(one, a, b) || isJoined(other, d, c)) return []
      return [
        {
          follows: isSame(a - 1, d - 1) && isSame(b - 1, c - 1),
          precedes: isSame(a + 1, d + 1) && isSame(b + 1, c + 1),
        },
      ]
    }),
  )
}

function telling({ words }: ReadQuestion): readonly QuestionWord[] {
  return words.filter(({ text }) => !empty.test(text))
}

function shareOf({ words }: ReadQuestion, other: ReadQuestion): number {
  const held = new Set(other.words.map(({ stem }) => stem))
  return words.filter(({ stem }) => held.has(stem)).length / words.length
}

/** Where each word stands that stands once. */
function placesOf(words: readonly QuestionWord[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [at, { stem }] of words.entries()) {
    if (places.has(stem)) repeated.add(stem)
    places.set(stem, at)
  }
  for (const stem of repeated) places.delete(stem)
  return places
}

function isJoined(words: readonly QuestionWord[], from: number, to: number): boolean {
  return to - from === 2 && joins.test(words[from + 1]?.text ?? '')
}
