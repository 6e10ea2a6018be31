import { allMatches } from './all-matches.ts'

/**
 * A text that was made from another one, with where each of its code units comes from: `starts[i]` and `ends[i]` in the
 * other text, or −1 for what was added.
 */
export interface TracedText {
  readonly text: string
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const fromNowhere = -1

/** A text as it is. */
export function traced(text: string): TracedText {
  return {
    text,
    starts: Int32Array.from({ length: text.length }, (_, i) => i),
    ends: Int32Array.from({ length: text.length }, (_, i) => i + 1),
  }
}

/** A piece of a traced text. */
export interface TracedPiece {
  readonly text: string
  /** Whether it stands so in the other text, letter for letter; otherwise each letter comes from the whole piece there. */
  readonly isLiteral: boolean
  /** Of the piece in the other text; −1 for what was added. */
  readonly start: number
  readonly end: number
}

/** A part of the other text as it is. */
export function literalPiece(text: string, start: number, end: number): TracedPiece {
  return { text: text.slice(start, end), isLiteral: true, start, end }
}

/** Something added. */
export function addedPiece(text: string): TracedPiece {
  return { text, isLiteral: false, start: fromNowhere, end: fromNowhere }
}

/** Pieces one after the other. */
export function joinPieces(pieces: readonly TracedPiece[]): TracedText {
  const text = pieces.map((piece) => piece.text).join('')
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  let at = 0
  for (const { text: words, isLiteral, start, end } of pieces) {
    for (let i = 0; i < words.length; i++, at++) {
      starts[at] = isLiteral ? start + i : start
      ends[at] = isLiteral ? start + i + 1 : end
    }
  }
  return { text, starts, ends }
}

/** What `later` was made from was made itself: where its letters come from in the first text. */
function traceBack(later: TracedText, earlier: TracedText): TracedText {
  const starts = later.starts.map((start) =>
    start === fromNowhere ? fromNowhere : (earlier.starts[start] ?? fromNowhere),
  )
  const ends = later.ends.map((end) => (end === fromNowhere ? fromNowhere : (earlier.ends[end - 1] ?? fromNowhere)))
  return { text: later.text, starts, ends }
}

/** The part of the other text that a part of a traced one comes from; undefined for what was added. */
export function originOf(
  { starts, ends }: TracedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  let first = Infinity
  let last = fromNowhere
  for (let i = start; i < end; i++) {
    const from = starts[i] ?? fromNowhere
    if (from === fromNowhere) continue
    first = Math.min(first, from)
    last = Math.max(last, ends[i] ?? fromNowhere)
  }
  return last === fromNowhere ? undefined : { start: first, end: last }
}

/** As `String.replace` with a global pattern, where the replacement is a text or the `$n` of one group. */
export function replaceTraced(from: TracedText, pattern: RegExp, replacement: string): TracedText {
  const group = /^\$(\d)$/.exec(replacement)?.[1]
  const pieces: TracedPiece[] = []
  let done = 0
  for (const match of allMatches(from.text, pattern)) {
    const end = match.index + match[0].length
    pieces.push(literalPiece(from.text, done, match.index))
    const range = group === undefined ? undefined : match.indices?.[Number(group)]
    if (range !== undefined) pieces.push(literalPiece(from.text, ...range))
    else if (group === undefined) pieces.push({ text: replacement, isLiteral: false, start: match.index, end })
    done = end
  }
  if (pieces.length === 0) return from
  pieces.push(literalPiece(from.text, done, from.text.length))
  return traceBack(joinPieces(pieces), from)
}

/** A part of a traced text. */
export function sliceTraced({ text, starts, ends }: TracedText, start: number, end: number): TracedText {
  return { text: text.slice(start, end), starts: starts.slice(start, end), ends: ends.slice(start, end) }
}

/** Traced texts one after the other. */
export function joinTraced(parts: readonly TracedText[]): TracedText {
  const text = parts.map((part) => part.text).join('')
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  let at = 0
  for (const part of parts) {
    starts.set(part.starts, at)
    ends.set(part.ends, at)
    at += part.text.length
  }
  return { text, starts, ends }
}
