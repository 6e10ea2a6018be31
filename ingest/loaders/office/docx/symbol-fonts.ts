const greekCapitals = 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'
const greekLetters = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'
const symbolSigns: Readonly<Record<number, string>> = {
  0xa3: '≤',
  0xa5: '∞',
  0xac: '←',
  0xae: '→',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xb4: '×',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xbb: '≈',
  0xd6: '√',
  0xe5: '∑',
}
const wingdingsSigns: Readonly<Record<number, string>> = {
  0x6f: '☐',
  0xa8: '☐',
  0xfe: '☑',
  0xfd: '☒',
  0xfb: '✗',
  0xfc: '✓',
  0xe0: '→',
  0xdf: '←',
  0x4a: '☺',
}

/**
 * The Unicode character of one that a document takes from a symbol font: Greek letters, the common
 * signs, ticks and boxes. Empty for ornaments.
 * @param code in hex, as Word writes it: the place in the font, or that plus F000
 */
export function symbolCharacter(font: string, code: string): string {
  const written = Number.parseInt(code, 16)
  const place = written >= 0xf000 && written <= 0xf0ff ? written - 0xf000 : written
  if (/^wingdings/i.test(font)) return wingdingsSigns[place] ?? ''
  if (/^symbol/i.test(font)) {
    if (place >= 0x41 && place <= 0x5a) return greekCapitals[place - 0x41] ?? ''
    if (place >= 0x61 && place <= 0x7a) return greekLetters[place - 0x61] ?? ''
    return symbolSigns[place] ?? (place >= 0x20 && place < 0x7f ? String.fromCodePoint(place) : '')
  }
  return Number.isNaN(written) || (written >= 0xe000 && written <= 0xf8ff) ? '' : String.fromCodePoint(written)
}
