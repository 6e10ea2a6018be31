import type { Span } from './lines.ts'

/**
 * The part of a text around a passage: about `reach` characters to either side, cut where a
 * paragraph ends if one ends near enough, else at a line, else anywhere but inside a character.
 */
export function excerptAround(text: string, passage: Span, reach: number): Span {
  return { start: cutBefore(text, passage.start - reach), end: cutAfter(text, passage.end + reach) }
}

const patience = 600

function cutBefore(text: string, at: number): number {
  if (at <= 0) return 0
  const paragraph = text.lastIndexOf('\n\n', at)
  if (paragraph !== -1 && at - paragraph <= patience) return paragraph + 2
  const line = text.lastIndexOf('\n', at)
  if (line !== -1 && at - line <= patience) return line + 1
  return isInsidePair(text, at) ? at - 1 : at
}

function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length
  const paragraph = text.indexOf('\n\n', at)
  if (paragraph !== -1 && paragraph - at <= patience) return paragraph
  const line = text.indexOf('\n', at)
  if (line !== -1 && line - at <= patience) return line
  return isInsidePair(text, at) ? at + 1 : at
}

function isInsidePair(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}
