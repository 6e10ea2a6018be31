/** A text in the two forms that recognisers read. Both have the same length, so offsets hold in both. */
export interface SearchableText {
  readonly original: string
  /** Full-width letters, digits and punctuation as ASCII; every dash a hyphen, every space a space. */
  readonly folded: string
}

const foldable =
  /[\uFF01-\uFF5E\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\u2010-\u2015\u2043\u2212\uFE31\uFE32\uFE58\uFE63]/
const everyFoldable = new RegExp(foldable, 'g')
const dash = /[\u2010-\u2015\u2043\u2212\uFE31\uFE32\uFE58\uFE63]/
const fullWidthFirst = 0xff_01
const fullWidthLast = 0xff_5e
const fullWidthShift = 0xfe_e0

export function searchableText(original: string): SearchableText {
  return { original, folded: fold(original) }
}

/** The folded form of a text, one UTF-16 unit for one. */
export function fold(text: string): string {
  return foldable.test(text) ? text.replace(everyFoldable, foldCharacter) : text
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code >= fullWidthFirst && code <= fullWidthLast) return String.fromCharCode(code - fullWidthShift)
  return dash.test(character) ? '-' : ' '
}
