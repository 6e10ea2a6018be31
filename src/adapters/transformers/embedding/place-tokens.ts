/** Where a token stands in its text, and the word that it belongs to, in UTF-16 code units. */
export interface PlacedToken {
  /** Which of the pieces it is. */
  readonly index: number
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
const ascii = /^[ -~]*$/
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
  for (let start = 0, end = 0; start < text.length; start = end) {
    const code = text.codePointAt(start) ?? 0
    end = start + (code > 0xffff ? 2 : 1)
    const kind = asciiKinds[code] ?? kindOf(String.fromCodePoint(code))
    if (kind === 'space') {
      hasGap = true
      continue
    }
    const forms = asciiForms[code] ?? foldCharacters(text.slice(start, end))
    letters += forms
    for (let i = 0; i < forms.length; i++) {
      starts.push(start)
      ends.push(end)
      isFirst.push(i === 0 && (hasGap || kind === 'single'))
    }
    // An accent of its own belongs to the letter before.
    if (forms !== '') hasGap = kind === 'single'
    else if (ends.at(-1) === start) ends[ends.length - 1] = end
  }
  return { letters, starts, ends, isFirst }
}

function kindOf(character: string): 'space' | 'single' | 'other' {
  if (single.test(character)) return 'single'
  return /\s/u.test(character) ? 'space' : 'other'
}

function fold(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : foldCharacters(text)
}

function foldCharacters(text: string): string {
  return text.normalize('NFKD').replace(accentsAndControls, '').toLowerCase().replace(finalSigma, 'σ')
}

/** Most characters by far, so that they are looked up. */
const asciiCharacters = Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code))
const asciiKinds = asciiCharacters.map(kindOf)
const asciiForms = asciiCharacters.map(foldCharacters)

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
    index,
    start: startOf(range.from),
    end: endOf(range.to),
    wordStart: startOf(from),
    wordEnd: endOf(to),
    word: letters.slice(from, to),
    before: from > 0 && endOf(from) === startOf(from) ? letters.slice(from - 1, from) : '',
  }
}
