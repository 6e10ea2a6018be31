import { characterReference, decodeReference } from './character-references.ts'
import type { Line, Span } from './lines.ts'
import type { Inline } from './markdown-tree.ts'

export interface InlineOptions {
  /** Turns `[n]` into citation markers. */
  readonly citations?: boolean
  /** The stretch of the source to mark, in UTF-16 code units. */
  readonly highlight?: Span
  /** Which addresses may be followed. None, unless told otherwise. */
  readonly mayFollow?: (address: string) => boolean
}

/** Text, as a stretch of the joined lines; `value` is that stretch unless something in it was decoded. */
interface TextPiece extends Span {
  readonly type: 'text'
  readonly value: string
}

interface NodePiece {
  readonly type: 'node'
  readonly node: Inline
  /** How many nodes lie within each other here. */
  readonly depth: number
}

/** A run of `*` or `_` that may begin or end emphasis. */
interface DelimiterPiece {
  readonly type: 'delimiter'
  readonly character: string
  readonly end: number
  count: number
  readonly canOpen: boolean
  readonly canClose: boolean
  /** The length of the run as it was written. */
  readonly length: number
}

/** A `[` or `![` that may begin a link or an image. */
interface BracketPiece extends Span {
  readonly type: 'bracket'
  readonly isImage: boolean
  isActive: boolean
}

type Piece = TextPiece | NodePiece | DelimiterPiece | BracketPiece

/** How deep emphasis and links may nest. What goes deeper is shown as it is written. */
const deepest = 12

/** How many pieces emphasis may reach over, so that no text takes long. */
const furthest = 500

const escapable = /[!-/:-@[-`{-~]/
const plainText = /[^\\`*_[\]!<&\n]+/y
const backticks = /`+/g
const backticksHere = /`+/y
const citationMarker = /\[(\d{1,3})\](?!\()/y
const reference = new RegExp(characterReference, 'iy')
const autolink = /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[^\s<>@\\]+@[a-z\d.-]+)>/iy
const linkTail =
  /\(\s*(?:<((?:[^<>\\\n]|\\.)*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)/y
const chinese = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u
const punctuation = /[\p{P}\p{S}]/u

/**
 * Parses what stands inside a block. Emphasis follows the delimiter algorithm of CommonMark 0.31
 * (appendix, phase 2), except that Chinese punctuation does not keep it from beginning or ending.
 */
export function parseInlines(lines: readonly Line[], options: InlineOptions): readonly Inline[] {
  const { text, offsetAt } = join(lines)
  const marked = markedSpan(text.length, offsetAt, options.highlight)
  return finish(emphasize(scan(text, options, marked), marked), marked)
}

/** Joins lines without the white space around them, and remembers where each character came from. */
function join(lines: readonly Line[]): { text: string; offsetAt: (index: number) => number } {
  const starts: { readonly at: number; readonly offset: number }[] = []
  let text = ''
  lines.forEach((line, index) => {
    const leading = line.text.length - line.text.trimStart().length
    starts.push({ at: text.length, offset: line.start + leading })
    const isLast = index === lines.length - 1
    text += isLast ? line.text.trim() : `${line.text.trimStart()}\n`
  })
  return {
    text,
    offsetAt(index) {
      const line = starts.findLast(({ at }) => at <= index)
      return line ? line.offset + (index - line.at) : index
    },
  }
}

/** The highlight as a stretch of the joined lines. */
function markedSpan(length: number, offsetAt: (index: number) => number, highlight: Span | undefined): Span {
  if (!highlight) return { start: 0, end: 0 }
  const firstFrom = (offset: number): number => {
    let [low, high] = [0, length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (offsetAt(middle) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
  return { start: firstFrom(highlight.start), end: firstFrom(highlight.end) }
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start
}

function scan(text: string, options: InlineOptions, marked: Span): Piece[] {
  const pieces: Piece[] = []
  const openBrackets: number[] = []
  const codeEnds = codeEndsIn(text)
  let at = 0

  const literal = (length: number, value = text.slice(at, at + length)): void => {
    pieces.push({ type: 'text', value, start: at, end: at + length })
    at += length
  }
  const node = (length: number, found: Inline, depth = 1): void => {
    pieces.push({ type: 'node', node: found, depth })
    at += length
  }
  const matchHere = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }

  while (at < text.length) {
    const character = text[at]!
    if (character === '\\') takeEscape()
    else if (character === '`') takeCode()
    else if (character === '*' || character === '_') takeDelimiters(character)
    else if (character === '[' || (character === '!' && text[at + 1] === '[')) takeOpening()
    else if (character === ']') takeClosing()
    else if (character === '<') takeAutolink()
    else if (character === '&') takeReference()
    else if (character === '\n') takeLineEnd()
    else literal(matchHere(plainText)?.[0].length ?? 1)
  }
  return pieces

  function takeEscape(): void {
    const next = text[at + 1]
    if (next === '\n') node(2, { type: 'break' })
    else if (next !== undefined && escapable.test(next)) literal(2, next)
    else literal(1)
  }

  function takeCode(): void {
    const length = matchHere(backticksHere)?.[0].length ?? 1
    const end = codeEnds(at, length)
    if (end === undefined) {
      literal(length)
      return
    }
    const inner = text.slice(at + length, end).replaceAll('\n', ' ')
    const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== ''
    const value = isPadded ? inner.slice(1, -1) : inner
    const place = { start: at, end: end + length }
    node(place.end - place.start, { type: 'code', value, marked: overlaps(place, marked) })
  }

  function takeDelimiters(character: string): void {
    let end = at
    while (text[end] === character) end += 1
    const { canOpen, canClose } = flanks(text, at, end, character)
    pieces.push({ type: 'delimiter', character, count: end - at, length: end - at, end, canOpen, canClose })
    at = end
  }

  function takeOpening(): void {
    const citation = options.citations ? matchHere(citationMarker) : null
    if (citation) {
      trimBefore()
      node(citation[0].length, { type: 'citation', n: Number(citation[1]) })
      return
    }
    const isImage = text[at] === '!'
    const end = at + (isImage ? 2 : 1)
    openBrackets.push(pieces.length)
    pieces.push({ type: 'bracket', isImage, isActive: true, start: at, end })
    at = end
  }

  function takeClosing(): void {
    const opening = openBrackets.pop()
    const bracket = opening === undefined ? undefined : pieces[opening]
    at += 1
    const tail = bracket?.type === 'bracket' && bracket.isActive ? matchHere(linkTail) : null
    if (opening === undefined || bracket?.type !== 'bracket' || !tail) {
      at -= 1
      literal(1)
      return
    }
    const inside = emphasize(pieces.splice(opening).slice(1), marked)
    const address = plainAddress(tail[1] ?? tail[2] ?? '')
    if (bracket.isImage) {
      node(tail[0].length, { type: 'image', description: wordsOf(finish(inside, marked)) })
      return
    }
    // A link within a link is not one.
    for (const index of openBrackets) {
      const outer = pieces[index]
      if (outer?.type === 'bracket' && !outer.isImage) outer.isActive = false
    }
    node(tail[0].length, linkTo(address, finish(inside, marked)), depthOf(inside) + 1)
  }

  function takeAutolink(): void {
    const address = matchHere(autolink)?.[1]
    if (address === undefined) {
      literal(1)
      return
    }
    const words = { start: at + 1, end: at + 1 + address.length }
    const isMarked = overlaps(words, marked)
    node(address.length + 2, linkTo(address, [{ type: 'text', value: address, marked: isMarked }]))
  }

  function linkTo(address: string, children: readonly Inline[]): Inline {
    return { type: options.mayFollow?.(address) ? 'link' : 'address', address, children }
  }

  function takeReference(): void {
    const found = matchHere(reference)?.[0]
    if (found === undefined) literal(1)
    else literal(found.length, decodeReference(found))
  }

  function takeLineEnd(): void {
    const isHard = text.slice(0, at).endsWith('  ')
    trimBefore()
    if (isHard) {
      node(1, { type: 'break' })
      return
    }
    // A line end between two words is a space, but Chinese has none between its characters.
    const isBetweenChinese = chinese.test(text.slice(0, at).trimEnd().at(-1) ?? '') && chinese.test(text[at + 1] ?? '')
    literal(1, isBetweenChinese ? '' : '\n')
  }

  /** Takes away the white space before a line end or a marker, which hugs the word before it. */
  function trimBefore(): void {
    const last = pieces.at(-1)
    if (last?.type !== 'text') return
    const value = last.value.trimEnd()
    pieces[pieces.length - 1] = { ...last, value, end: last.end - (last.value.length - value.length) }
  }
}

/** Finds the end of a code span: the next run of as many backticks. Each run is looked at once. */
function codeEndsIn(text: string): (at: number, length: number) => number | undefined {
  const runs = new Map<number, number[]>()
  for (const { 0: run, index } of text.matchAll(backticks)) {
    const places = runs.get(run.length) ?? []
    places.push(index)
    runs.set(run.length, places)
  }
  return (at, length) => {
    const places = runs.get(length) ?? []
    while (places[0] !== undefined && places[0] <= at) places.shift()
    return places[0]
  }
}

/** Whether a run of delimiters may open and close emphasis, by the characters on its two sides. */
function flanks(text: string, start: number, end: number, character: string): { canOpen: boolean; canClose: boolean } {
  const before = /[^]$/u.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? ' '
  const after = /^[^]/u.exec(text.slice(end, end + 2))?.[0] ?? ' '
  const left = !isSpace(after) && (!isWesternPunctuation(after) || isLoose(before))
  const right = !isSpace(before) && (!isWesternPunctuation(before) || isLoose(after))
  if (character === '*') return { canOpen: left, canClose: right }
  return {
    canOpen: left && (!right || punctuation.test(before)),
    canClose: right && (!left || punctuation.test(after)),
  }
}

function isSpace(character: string): boolean {
  return character.trim() === ''
}

function isWesternPunctuation(character: string): boolean {
  return punctuation.test(character) && !chinese.test(character)
}

function isLoose(character: string): boolean {
  return isSpace(character) || isWesternPunctuation(character) || chinese.test(character)
}

/** Pairs the delimiters of emphasis. Those that find no partner remain and become text. */
function emphasize(pieces: readonly Piece[], marked: Span): readonly Piece[] {
  const out: Piece[] = []
  for (const piece of pieces) {
    if (piece.type === 'delimiter' && piece.canClose) while (piece.count > 0 && close(out, piece, marked));
    if (piece.type !== 'delimiter' || piece.count > 0) out.push(piece)
  }
  return out
}

/** Wraps what stands between a closing delimiter and its opening one; false when there is none. */
function close(out: Piece[], closer: DelimiterPiece, marked: Span): boolean {
  const nearest = Math.max(0, out.length - furthest)
  let index = out.length - 1
  while (index >= nearest && !isPartner(out[index]!, closer)) index -= 1
  const opener = out[index]
  if (index < nearest || opener?.type !== 'delimiter') return false
  const inside = out.slice(index + 1)
  const depth = depthOf(inside) + 1
  if (depth > deepest) return false
  const used = opener.count >= 2 && closer.count >= 2 ? 2 : 1
  opener.count -= used
  closer.count -= used
  out.length = opener.count === 0 ? index : index + 1
  const type = used === 2 ? 'strong' : 'emphasis'
  out.push({ type: 'node', node: { type, children: finish(inside, marked) }, depth })
  return true
}

function isPartner(opener: Piece, closer: DelimiterPiece): boolean {
  if (opener.type !== 'delimiter' || opener.character !== closer.character || !opener.canOpen) return false
  const isAmbiguous = opener.canClose || closer.canOpen
  return (
    !isAmbiguous || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0)
  )
}

function depthOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (deepestYet, piece) => (piece.type === 'node' ? Math.max(deepestYet, piece.depth) : deepestYet),
    0,
  )
}

/** Turns what is left into nodes: text is cut where the highlight begins and ends, and else in one piece. */
function finish(pieces: readonly Piece[], marked: Span): readonly Inline[] {
  const nodes: Inline[] = []
  const add = (value: string, isMarked: boolean): void => {
    const last = nodes.at(-1)
    if (last?.type === 'text' && last.marked === isMarked) {
      nodes[nodes.length - 1] = { ...last, value: last.value + value }
    } else if (value !== '') {
      nodes.push({ type: 'text', value, marked: isMarked })
    }
  }
  for (const piece of pieces) {
    if (piece.type === 'node') {
      nodes.push(piece.node)
      continue
    }
    const text = textOf(piece)
    const isAsWritten = text.value.length === text.end - text.start
    if (!isAsWritten) {
      add(text.value, overlaps(text, marked))
      continue
    }
    const from = Math.min(text.value.length, Math.max(0, marked.start - text.start))
    const to = Math.min(text.value.length, Math.max(from, marked.end - text.start))
    add(text.value.slice(0, from), false)
    add(text.value.slice(from, to), true)
    add(text.value.slice(to), false)
  }
  return nodes
}

function textOf(piece: Exclude<Piece, NodePiece>): TextPiece {
  if (piece.type === 'text') return piece
  if (piece.type === 'bracket') return { ...piece, type: 'text', value: piece.isImage ? '![' : '[' }
  const { character, count, end } = piece
  return { type: 'text', value: character.repeat(count), start: end - count, end }
}

/** The words in nodes, without their form. */
function wordsOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text' || node.type === 'code') return node.value
      return 'children' in node ? wordsOf(node.children) : ''
    })
    .join('')
}

function plainAddress(written: string): string {
  return written.replaceAll(
    /\\([!-/:-@[-`{-~])|(&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,6});)/gi,
    (_whole, escaped?: string, found?: string) => escaped ?? decodeReference(found ?? ''),
  )
}
