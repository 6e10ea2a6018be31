import { characterReference, decodeReference } from './character-references.ts'
import { chinese, emphasize, flanks } from './emphasis.ts'
import { depthOf, nodesOf, overlaps, type Piece } from './inline-pieces.ts'
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

const escapable = /[!-/:-@[-`{-~]/
const plainText = /[^\\`*_[\]!<&\n]+/y
const backticks = /`+/g
const backticksHere = /`+/y
const citationMarker = /\[(\d{1,3})\](?!\()/y
const reference = new RegExp(characterReference, 'iy')
const autolink = /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[^\s<>@\\]+@[a-z\d.-]+)>/iy
const linkTail =
  /\(\s*(?:<((?:[^<>\\\n]|\\.)*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)/y

/**
 * Parses what stands inside a block. Emphasis follows the delimiter algorithm of CommonMark 0.31
 * (appendix, phase 2), except that Chinese punctuation does not keep it from beginning or ending.
 */
export function parseInlines(lines: readonly Line[], options: InlineOptions): readonly Inline[] {
  const { text, offsetAt } = join(lines)
  const marked = markedSpan(text.length, offsetAt, options.highlight)
  return nodesOf(emphasize(scan(text, options, marked), marked), marked)
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
      node(tail[0].length, { type: 'image', description: wordsOf(nodesOf(inside, marked)) })
      return
    }
    // A link within a link is not one.
    for (const index of openBrackets) {
      const outer = pieces[index]
      if (outer?.type === 'bracket' && !outer.isImage) outer.isActive = false
    }
    node(tail[0].length, linkTo(address, nodesOf(inside, marked)), depthOf(inside) + 1)
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
