import type { NameLists } from '../../../ports/name-lists.ts'
import { honorifics } from './latin-name-context.ts'
import { type NamePart, partOf } from './latin-name-parts.ts'
import { isTypedSmall, smallPartOf, smallWord } from './lower-case-parts.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** A capitalised word and what it may be. */
export interface NameToken {
  readonly start: number
  readonly end: number
  readonly part: NamePart
  readonly isUpper: boolean
  /** Whether it stands in a name with the token before it: a space, or particles, are between them. */
  readonly joined: boolean
}

/** Chinese characters may stand right beside it: they are no letters of the word. */
const capitalised =
  /(?<!(?!\p{Script=Han})\p{L}|[\p{N}_@#$/\\])\p{Lu}(?:(?!\p{Script=Han})[\p{L}\p{M}]|['’](?=\p{L})(?!s(?!\p{L}))|-(?=\p{Lu}))*\.?/gu
const particles =
  / (?:(?:van|von|der|den|de|da|di|du|del|della|dos|das|la|le|el|al|bin|ibn|bint|ten|ter|zu|af|av|y) ){1,3}/y
const salutations: ReadonlySet<string> = new Set(['hi', 'hello', 'hey', 'dear', 'thanks', 'sorry', 'bye'])

/** The words of a text that a name may be made of, in order; forms of address and greetings are none. */
export function nameTokens(text: string, lists: NameLists): readonly NameToken[] {
  const tokens: NameToken[] = []
  const isSmall = isTypedSmall(text)
  for (const { index, 0: written } of allMatches(text, isSmall ? smallWord : capitalised)) {
    const isInitial = written.length <= 2
    const word = !isInitial && written.endsWith('.') ? written.slice(0, -1) : written
    const end = index + word.length
    const spelled = word.toLowerCase()
    if (/^i['’]/i.test(word) || honorifics.has(spelled) || salutations.has(spelled)) continue
    if (isPartOfMore(text.charCodeAt(end))) continue
    const previous = tokens.at(-1)
    tokens.push({
      start: index,
      end,
      part: isSmall ? smallPartOf(text, index, word, lists) : partOf(word, lists),
      isUpper: word.length > 2 && word === word.toUpperCase(),
      joined: previous !== undefined && areJoined(text, previous.end, index),
    })
  }
  return tokens
}

/** Whether a word goes on with `_`, `@` or a digit. */
function isPartOfMore(after: number): boolean {
  return after === 0x5f || after === 0x40 || (after >= 0x30 && after <= 0x39)
}

function areJoined(text: string, end: number, start: number): boolean {
  if (start === end + 1) return text.charAt(end) === ' '
  particles.lastIndex = end
  return particles.test(text) && particles.lastIndex === start
}
