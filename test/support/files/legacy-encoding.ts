type LegacyEncoding = 'gb18030' | 'big5' | 'windows-1252'

/** Node 20 decodes these as control characters. */
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const tables = new Map<LegacyEncoding, ReadonlyMap<string, readonly number[]>>()

/** Encodes as programs did before UTF-8. What the encoding cannot say is an error in the test. */
export function encodeLegacy(text: string, encoding: LegacyEncoding): Uint8Array {
  const table = tables.get(encoding) ?? tableOf(encoding)
  tables.set(encoding, table)
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character <= '\u007f') return [character.charCodeAt(0)]
      const bytes = table.get(character)
      if (bytes === undefined) throw new Error(`${encoding} has no "${character}".`)
      return [...bytes]
    }),
  )
}

/** Node has decoders for these encodings but no encoders, so the table is read out of the decoder. */
function tableOf(encoding: LegacyEncoding): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(encoding)
  const note = (bytes: readonly number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes))
    if ([...character].length === 1 && character !== '\uFFFD' && !table.has(character)) table.set(character, bytes)
  }
  for (let lead = 0x80; lead <= 0xff; lead++) {
    if (encoding === 'windows-1252') table.set(windowsSigns[lead - 0x80] ?? String.fromCharCode(lead), [lead])
    else for (let trail = 0x40; trail <= 0xfe; trail++) note([lead, trail])
  }
  return table
}
