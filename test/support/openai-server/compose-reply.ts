import type { Reasoning, ReplyOptions } from './behaviours.ts'
import { countTokens, firstTokens, splitIntoTokens } from './token-count.ts'

/** A part of the answer and the field it travels in. */
export interface Piece {
  readonly field: 'content' | 'reasoning_content' | 'reasoning'
  readonly text: string
}

/** A reply cut to the request's limit, ready to be sent whole or piece by piece. */
export interface ComposedReply {
  readonly pieces: readonly Piece[]
  /** Billed but never shown. */
  readonly hiddenTokens: number
  readonly reasoningTokens: number
  readonly finishReason: 'stop' | 'length' | 'content_filter'
}

/** Puts the thoughts before the text, cuts both to the limit (thoughts use it up first) and splits them. */
export function composeReply(text: string, options: ReplyOptions, limit = Infinity): ComposedReply {
  const allThoughts = options.reasoning === undefined ? '' : shown(options.reasoning)
  const thoughts = firstTokens(allThoughts, limit)
  const thoughtTokens = countTokens(thoughts)
  const content = firstTokens(text, limit - thoughtTokens)
  const hidden = options.reasoning?.as === 'hidden'
  const cut = thoughts !== allThoughts || content !== text
  return {
    pieces: [
      ...inField(fieldOf(options.reasoning), hidden ? [] : splitIntoTokens(thoughts)),
      ...inField('content', split(content, text, options.chunks)),
    ],
    hiddenTokens: hidden ? thoughtTokens : 0,
    reasoningTokens: Math.min(countTokens(options.reasoning?.text ?? ''), thoughtTokens),
    finishReason: cut ? 'length' : (options.finishReason ?? 'stop'),
  }
}

/** All text that goes into one field. */
export function textIn(field: Piece['field'], pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.field === field ? piece.text : '')).join('')
}

function shown(reasoning: Reasoning): string {
  return reasoning.as === 'think-tags' ? `<think>\n${reasoning.text}\n</think>\n\n` : reasoning.text
}

function fieldOf(reasoning: Reasoning | undefined): Piece['field'] {
  return reasoning?.as === 'reasoning_content' || reasoning?.as === 'reasoning' ? reasoning.as : 'content'
}

function inField(field: Piece['field'], texts: readonly string[]): readonly Piece[] {
  return texts.map((text) => ({ field, text }))
}

function split(content: string, whole: string, chunks: ReplyOptions['chunks']): readonly string[] {
  if (chunks === undefined) return splitIntoTokens(content)
  if (typeof chunks === 'number') return splitEvenly(content, chunks)
  if (chunks.join('') !== whole) throw new Error('The chunks of a reply must make up its text.')
  return splitAs(chunks, content)
}

function splitEvenly(text: string, count: number): readonly string[] {
  const characters = [...text]
  const pieces = Math.min(count, characters.length)
  const start = (piece: number): number => Math.floor((piece * characters.length) / pieces)
  return Array.from({ length: pieces }, (_, piece) => characters.slice(start(piece), start(piece + 1)).join(''))
}

function splitAs(chunks: readonly string[], text: string): readonly string[] {
  let start = 0
  return chunks.flatMap((chunk) => {
    const piece = text.slice(start, (start += chunk.length))
    return piece === '' && chunk !== '' ? [] : [piece]
  })
}
