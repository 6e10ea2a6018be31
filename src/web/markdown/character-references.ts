// A Unicode noncharacter: no text that means anything holds it, and it is as long as `&`.
const guard = '\uFDD0'

const named: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  bull: '•',
  copy: '©',
  deg: '°',
  euro: '€',
  gt: '>',
  hellip: '…',
  ldquo: '“',
  lsquo: '‘',
  lt: '<',
  mdash: '—',
  middot: '·',
  nbsp: '\u00A0',
  ndash: '–',
  quot: '"',
  rdquo: '”',
  reg: '®',
  rsquo: '’',
  sect: '§',
  shy: '\u00AD',
  times: '×',
  trade: '™',
}

/**
 * Hides character references such as `&amp;` from the Markdown parser, without moving anything. In
 * browsers the parser decodes them through `innerHTML`, which pages with Trusted Types forbid.
 */
export function guardReferences(source: string): string {
  return source.replace(/(\\*)&/g, (written, escapes: string) => (escapes.length % 2 === 1 ? written : escapes + guard))
}

/** Decodes what `guardReferences` hid: numeric references and the usual names; others stay as written. */
export function decodeReferences(text: string): string {
  if (!text.includes(guard)) return text
  return text
    .replace(
      /\uFDD0(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
      (written, hex?: string, decimal?: string, name = '') => {
        if (hex === undefined && decimal === undefined) return named[name] ?? written
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        const isCharacter = code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff)
        return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
      },
    )
    .replaceAll(guard, '&')
}
