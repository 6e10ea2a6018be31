import { type DelimiterPiece, depthOf, nodesOf, type Piece } from './inline-pieces.ts'
import type { Span } from './lines.ts'

/** How deep emphasis and links may nest. What goes deeper is shown as it is written. */
const deepest = 12

/** How many pieces emphasis may reach over, so that no text takes long. */
const furthest = 500

/** Characters of Chinese, punctuation among them. */
export const chinese = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u
const punctuation = /[\p{P}\p{S}]/u

/** Whether a run of delimiters may open and close emphasis, by the characters on its two sides. */
export function flanks(
  text: string,
  start: number,
  end: number,
  character: string,
): { canOpen: boolean; canClose: boolean } {
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
export function emphasize(pieces: readonly Piece[], marked: Span): readonly Piece[] {
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
  out.push({ type: 'node', node: { type, children: nodesOf(inside, marked) }, depth })
  return true
}

function isPartner(opener: Piece, closer: DelimiterPiece): boolean {
  if (opener.type !== 'delimiter' || opener.character !== closer.character || !opener.canOpen) return false
  const isAmbiguous = opener.canClose || closer.canOpen
  return (
    !isAmbiguous || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0)
  )
}
