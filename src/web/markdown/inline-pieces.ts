import type { Span } from './lines.ts'
import type { Inline } from './markdown-tree.ts'

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
export interface DelimiterPiece {
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

export type Piece = TextPiece | NodePiece | DelimiterPiece | BracketPiece

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start
}

/** How many nodes lie within each other in the deepest of them. */
export function depthOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (deepestYet, piece) => (piece.type === 'node' ? Math.max(deepestYet, piece.depth) : deepestYet),
    0,
  )
}

/** Turns what is left into nodes: text is cut where the highlight begins and ends, and else in one piece. */
export function nodesOf(pieces: readonly Piece[], marked: Span): readonly Inline[] {
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
