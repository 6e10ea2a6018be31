import { allMatches } from '../domain/text/all-matches.ts'

/** A text without characters that nobody sees, and where its characters stood before. */
export interface VisibleText {
  readonly text: string
  /** The offset in the original of the character at an offset of `text`. */
  readonly originalOffset: (offset: number) => number
}

/**
 * What a renderer ignores (Unicode's Default_Ignorable_Code_Point: soft hyphens, zero-width spaces, direction
 * marks, byte order marks), and what turns a digit into a keycap. Wikis and PDF files leave such
 * characters inside numbers and addresses.
 */
const invisible = /\p{Default_Ignorable_Code_Point}|\u20E3/u
const everyInvisible = new RegExp(invisible, 'gu')

/** Takes invisible characters out, so that they hide nothing from a recogniser. */
export function visibleText(original: string): VisibleText {
  if (!invisible.test(original)) return { text: original, originalOffset: (offset) => offset }
  const offsets = new Uint32Array(original.length)
  let length = 0
  let at = 0
  for (const { index, 0: hidden } of allMatches(original, everyInvisible)) {
    while (at < index) offsets[length++] = at++
    at += hidden.length
  }
  while (at < original.length) offsets[length++] = at++
  const text = original.replaceAll(everyInvisible, '')
  return { text, originalOffset: (offset) => (offset < length ? (offsets[offset] ?? 0) : original.length) }
}
