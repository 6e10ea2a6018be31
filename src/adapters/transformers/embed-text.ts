import { tokenCodesOf } from '../../domain/token-codes.ts'
import { originOf, traced, type TracedText } from '../../domain/traced-text.ts'
import type { Gloss } from '../../ports/gloss.ts'
import type { EmbeddedText, WantedTokens } from './embedding-protocol.ts'
import { informativeTokens } from './informative-tokens.ts'
import { joinWindows } from './pooling.ts'
import type { SentenceEncoder, TokenWindow } from './sentence-encoder.ts'

/** Runs a piece of work when its turn comes; undefined when it is no longer wanted. */
export type Turn = <T>(work: () => T | Promise<T>) => Promise<T | undefined>

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
  const prepared = await turn(() => {
    const english = gloss?.toEnglish(prefix + text) ?? traced(prefix + text)
    const windows = encoder.windowsOf(english.text)
    return { windows, kept: tokens === 'none' ? [] : keptTokens(english, windows, prefix.length) }
  })
  if (prepared === undefined) return undefined
  const { windows, kept } = prepared
  const sums: Float32Array[] = []
  const vectors: Float32Array[] = []
  for (const [at, window] of windows.entries()) {
    const encoded = await turn(() => encoder.encodeWindow(window))
    if (encoded === undefined) return undefined
    sums.push(encoded.sum)
    for (const { row } of kept.filter((token) => token.window === at)) vectors.push(encoded.vectorOf(row))
  }
  return {
    vector: new Float32Array(encoder.join(sums)),
    spans: Uint32Array.from(kept.flatMap(({ span }) => [span.start - prefix.length, span.end - prefix.length])),
    words: Uint32Array.from(kept.flatMap(({ word }) => [word.start - prefix.length, word.end - prefix.length])),
    codes: tokens === 'codes' ? codesOf(vectors, encoder.dimension) : new Uint8Array(),
    vectors: tokens === 'vectors' ? joined(vectors, encoder.dimension) : new Float32Array(),
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
    return word.start < prefixLength ? [] : [{ ...place, span, word }]
  })
}

function codesOf(vectors: readonly Float32Array[], dimension: number): Uint8Array<ArrayBuffer> {
  const { bytesPerCode, write } = tokenCodesOf(dimension)
  const codes = new Uint8Array(vectors.length * bytesPerCode)
  for (const [at, vector] of vectors.entries()) write(vector, codes, at * bytesPerCode)
  return codes
}

/** Each of unit length. */
function joined(vectors: readonly Float32Array[], dimension: number): Float32Array<ArrayBuffer> {
  const all = new Float32Array(vectors.length * dimension)
  for (const [at, vector] of vectors.entries()) all.set(joinWindows([vector]) ?? vector, at * dimension)
  return all
}
