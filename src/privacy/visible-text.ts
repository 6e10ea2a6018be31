/** A text without characters that nobody sees, and where its characters stood before. */
export interface VisibleText {
  readonly text: string
  /** The offset in the original of the character at an offset of `text`. */
  readonly originalOffset: (offset: number) => number
}

/**
 * Soft hyphens, zero-width spaces and joiners, direction marks, byte order marks, and what turns a
 * digit into a keycap: wikis and PDF files leave them inside numbers and addresses.
 */
const invisible = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u20E3\uFE00-\uFE0F\uFEFF]/
const anyInvisible = new RegExp(invisible, 'g')

/** Takes invisible characters out, so that they hide nothing from a recogniser. */
export function visibleText(original: string): VisibleText {
  if (!invisible.test(original)) return { text: original, originalOffset: (offset) => offset }
  const offsets = new Uint32Array(original.length)
  let length = 0
  for (let at = 0; at < original.length; at += 1) {
    if (!invisible.test(original.charAt(at))) offsets[length++] = at
  }
  return { text: original.replace(anyInvisible, ''), originalOffset: (offset) => offsets[offset] ?? original.length }
}
