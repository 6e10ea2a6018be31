import type { NameLists } from '../../../ports/name-lists.ts'
import { honorifics } from './latin-name-context.ts'
import { type NamePart, partOf } from './latin-name-parts.ts'

/** Words in small letters, with the stop of an initial. */
export const smallWord =
  /(?<![\p{L}\p{N}_@#$/\\.-])\p{Ll}(?:[\p{L}\p{M}]|['’](?=\p{L})(?!s(?!\p{L}))|-(?=\p{Ll}))*\.?/gu

const letters = /\p{L}{2}/u
const initial = /^[b-hj-z]\.?$/
const accented = /[^\0-\x7F]/
const naming = /(?:\bname['’]?s? (?:is )?|\bcalls me )$/
const title = /(\p{L}+)\.? $/u
const wordAhead = /([\p{L}'’-]+) (?:\p{Ll}\.? )?$/u
const reach = 24

/** Whether somebody typed all of a text without capitals, so that they tell nothing in it. */
export function isTypedSmall(text: string): boolean {
  return letters.test(text) && text === text.toLowerCase()
}

/**
 * What a word may be in such a text. The lists hold many words of the language too, and the ending of a surname says
 * little without an accent: both count behind a given name. A word of no list is one of the language, unless what
 * stands before it names somebody.
 */
export function smallPartOf(text: string, start: number, word: string, lists: NameLists): NamePart {
  if (initial.test(word)) return 'initial'
  const part = partOf(word, lists)
  if (part === 'given' || part === 'doubtful' || part === 'ordinary' || part === 'thing') return part
  if (part === 'wordAndName') return 'ordinary'
  const isBehindGiven =
    partOf(wordAhead.exec(text.slice(Math.max(0, start - reach), start))?.[1] ?? '', lists) === 'given'
  if (isBehindGiven && part !== 'unknown') return part
  if (part === 'listed') return 'doubtful'
  if (part === 'built' && accented.test(word)) return part
  return isNamed(text, start) ? 'unknown' : 'ordinary'
}

function isNamed(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - reach), start)
  return naming.test(before) || honorifics.has(title.exec(before)?.[1] ?? '')
}
