/** Where a token stands in its text, and the word that it belongs to, in UTF-16 code units. */
export interface PlacedToken {
  readonly start: number
  readonly end: number
  readonly wordStart: number
  readonly wordEnd: number
  /** Its word in small letters without accents. */
  readonly word: string
  /** The letters before its word, without a gap between. */
  readonly before: string
}

/** A token as the vocabulary writes it; undefined for what stands for a word that the vocabulary lacks. */
export type Piece = string | undefined

/** Letters further on are another occurrence rather than one that was moved. */
const furthest = 200
/** What marks the start of a word (SentencePiece, byte pairs) or its continuation (WordPiece). */
const mark = /^(?:##|▁|Ġ)/u
/** Stands for itself: punctuation as BERT counts it, and Chinese characters. */
const single = /[\p{P}!-/:-@[-`{-~\p{Script=Han}]/u
/** Most characters by far. */
const plain = /[a-z0-9]/i
const accentsAndControls = /[\p{Mn}\p{C}]/gu
const finalSigma = /ς/g

/**
 * Finds the tokens of a text again, in order: both are compared in small letters without accents, spaces left out.
 * The places are exact for WordPiece and for SentencePiece. Undefined for a token that is not found, as one of several
 * bytes in a vocabulary of bytes.
 */
export function placeTokens(text: string, pieces: readonly Piece[]): readonly (PlacedToken | undefined)[] {
  const folded = foldText(text)
  const ranges: (Range | undefined)[] = []
  let at = 0
  for (const piece of pieces) {
    const range = piece === undefined ? restOfWord(folded, at) : rangeOf(folded, fold(piece.replace(mark, '')), at)
    ranges.push(range)
    at = range?.to ?? at
  }
  return ranges.map((range, index) => range && placed(folded, ranges, index, range))
}

/** Places in a folded text. */
interface Range {
  readonly from: number
  readonly to: number
}

/** The letters of a text without spaces, and for each where it comes from. */
interface FoldedText {
  readonly letters: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Whether the letter begins something: after a space, or beside punctuation. */
  readonly isFirst: readonly boolean[]
}

function foldText(text: string): FoldedText {
  let letters = ''
  const starts: number[] = []
  const ends: number[] = []
  const isFirst: boolean[] = []
  let hasGap = true
  let start = 0
  for (const character of text) {
    const end = start + character.length
    const isPlain = plain.test(character)
    const isSingle = !isPlain && single.test(character)
    if (!isPlain && /\s/u.test(character)) hasGap = true
    else {
      const forms = isPlain ? character.toLowerCase() : fold(character)
      letters += forms
      for (let i = 0; i < forms.length; i++) {
        starts.push(start)
        ends.push(end)
        isFirst.push(i === 0 && (hasGap || isSingle))
      }
      // An accent of its own belongs to the letter before.
      if (forms === '' && ends.at(-1) === start) ends[ends.length - 1] = end
      if (forms !== '') hasGap = isSingle
    }
    start = end
  }
  return { letters, starts, ends, isFirst }
}

function fold(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(accentsAndControls, '').toLowerCase().replace(finalSigma, 'σ')
}

function rangeOf({ letters }: FoldedText, piece: string, at: number): Range | undefined {
  if (piece === '') return undefined
  const from = letters.startsWith(piece, at) ? at : letters.slice(0, at + furthest).indexOf(piece, at)
  return from < 0 ? undefined : { from, to: from + piece.length }
}

function restOfWord({ letters, isFirst }: FoldedText, from: number): Range | undefined {
  if (from >= letters.length) return undefined
  let to = from + 1
  while (to < letters.length && isFirst[to] === false) to++
  return { from, to }
}

function placed(
  { letters, starts, ends, isFirst }: FoldedText,
  ranges: readonly (Range | undefined)[],
  index: number,
  range: Range,
): PlacedToken {
  let { from, to } = range
  for (let i = index - 1; isFirst[from] === false && ranges[i]?.to === from; i--) from = ranges[i]?.from ?? from
  for (let i = index + 1; isFirst[to] === false && ranges[i]?.from === to; i++) to = ranges[i]?.to ?? to
  const startOf = (place: number) => starts[place] ?? 0
  const endOf = (place: number) => ends[place - 1] ?? 0
  return {
    start: startOf(range.from),
    end: endOf(range.to),
    wordStart: startOf(from),
    wordEnd: endOf(to),
    word: letters.slice(from, to),
    before: from > 0 && endOf(from) === startOf(from) ? letters.slice(from - 1, from) : '',
  }
}
