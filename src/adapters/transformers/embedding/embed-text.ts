import { tokenCodesOf } from '../../../domain/vectors/token-codes.ts'
import { originOf, traced, type TracedText } from '../../../domain/text/traced-text.ts'
import type { Gloss } from '../../../ports/gloss.ts'
import type { EmbeddedText, WantedTokens } from './embedding-protocol.ts'
import { informativeTokens } from './informative-tokens.ts'
import { joinWindows } from './pooling.ts'
import type { SentenceEncoder, TokenWindow } from './sentence-encoder.ts'
import type { Turn } from '../threads/serve-model.ts'

export interface TextToEmbed {
  readonly text: string
  /** What the model wants before it. Has no tokens of its own. */
  readonly prefix: string
  readonly tokens: WantedTokens
}

/**
 * The vector of a text and, from the same passes of the model, those of its tokens.
 * @returns undefined when it is no longer wanted
 */
export async function embedText(
  encoder: SentenceEncoder,
  gloss: Gloss | undefined,
  { text, prefix, tokens }: TextToEmbed,
  turn: Turn,
): Promise<EmbeddedText | undefined> {
  const { dimension } = encoder
  const prepared = await turn(() => {
    const english = gloss?.toEnglish(prefix + text) ?? traced(prefix + text)
    const windows = encoder.windowsOf(english.text)
    return { windows, kept: tokens === 'none' ? [] : keptTokens(english, windows, prefix.length) }
  })
  if (prepared === undefined) return undefined
  const { windows, kept } = prepared
  const { bytesPerCode, write } = tokenCodesOf(dimension)
  const codes = new Uint8Array(tokens === 'codes' ? kept.length * bytesPerCode : 0)
  const vectors = new Float32Array(tokens === 'vectors' ? kept.length * dimension : 0)
  const sums: Float32Array[] = []
  let at = 0
  for (const [index, window] of windows.entries()) {
    const encoded = await turn(() => encoder.encodeWindow(window))
    if (encoded === undefined) return undefined
    const { sum, rows, startOf } = encoded
    sums.push(sum)
    for (let token = kept[at]; token?.window === index; token = kept[++at]) {
      const start = startOf(token.row)
      if (tokens === 'codes') write(rows, start, codes, at * bytesPerCode)
      else vectors.set(ofUnitLength(rows.subarray(start, start + dimension)), at * dimension)
    }
  }
  return {
    vector: new Float32Array(encoder.join(sums)),
    spans: placesOf(kept, ({ span }) => span, prefix.length),
    words: placesOf(kept, ({ word }) => word, prefix.length),
    codes,
    vectors,
  }
}

interface Place {
  readonly start: number
  readonly end: number
}

/** A token whose vector is kept: where the model has it, and where it comes from. */
interface KeptToken {
  readonly window: number
  readonly row: number
  readonly span: Place
  readonly word: Place
}

function keptTokens(english: TracedText, windows: readonly TokenWindow[], prefixLength: number): readonly KeptToken[] {
  const places = windows.flatMap(({ pieces }, window) => pieces.map((_, row) => ({ window, row })))
  const pieces = windows.flatMap((window) => window.pieces)
  return informativeTokens(english.text, pieces).flatMap((token): readonly KeptToken[] => {
    const place = places[token.index]
    const span = originOf(english, token.start, token.end)
    const word = originOf(english, token.wordStart, token.wordEnd)
    if (place === undefined || span === undefined || word === undefined) return []
    return word.start < prefixLength ? [] : [{ window: place.window, row: place.row, span, word }]
  })
}

function placesOf(
  tokens: readonly KeptToken[],
  placeOf: (token: KeptToken) => Place,
  prefixLength: number,
): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2 * tokens.length)
  for (const [at, token] of tokens.entries()) {
    const { start, end } = placeOf(token)
    places[2 * at] = start - prefixLength
    places[2 * at + 1] = end - prefixLength
  }
  return places
}

function ofUnitLength(vector: Float32Array): Float32Array {
  return joinWindows([vector]) ?? vector
}
