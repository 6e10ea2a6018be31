import type { Block } from '../loaders/loaded-document.ts'
import { estimateTokens } from './estimate-tokens.ts'
import { type Span, splitSpan } from './sentence-splitter.ts'

/** A piece of a section that chunks are packed from. */
export interface Unit extends Span {
  readonly kind: Block['kind']
  readonly tokens: number
}

const item = /^\s{0,3}(?:[-*+•]|\d{1,3}[.)、]|[（(][\d一二三四五六七八九十]{1,3}[）)])\s*/u

/**
 * A block as it is, or if it is too long for a chunk, its parts: rows of a table, items of a list,
 * lines of code, sentences. A part that is still too long is cut further.
 */
export async function unitsOf(
  text: string,
  block: Block,
  targetTokens: number,
  maxTokens: number,
): Promise<readonly Unit[]> {
  const whole = unitOf(text, block, block.kind)
  if (whole.tokens <= maxTokens) return [whole]
  const units: Unit[] = []
  for (const span of partsOf(text, block)) {
    const part = unitOf(text, span, block.kind)
    if (part.tokens <= maxTokens) units.push(part)
    else {
      const by = block.kind === 'table' || block.kind === 'code' ? 'line' : 'sentence'
      for (const piece of await splitSpan(text, span, by, targetTokens)) units.push(unitOf(text, piece, block.kind))
    }
  }
  return units
}

function unitOf(text: string, { start, end }: Span, kind: Block['kind']): Unit {
  return { start, end, kind, tokens: estimateTokens(text.slice(start, end)) }
}

function partsOf(text: string, block: Block): readonly Span[] {
  if (block.kind === 'list') return cutBefore(text, block, (line) => item.test(line))
  if (block.kind === 'table') {
    // The header and the rule below it stay with the first row.
    let rows = 0
    return cutBefore(text, block, () => (rows += 1) > 3)
  }
  return [block]
}

/** Cuts before each line that begins a part. */
function cutBefore(text: string, { start, end }: Span, begins: (line: string) => boolean): readonly Span[] {
  const parts: { start: number; end: number }[] = []
  for (const match of text.slice(start, end).matchAll(/[^\n]+/g)) {
    const content = match[0].trim()
    if (content === '') continue
    const from = start + match.index + match[0].indexOf(content)
    const current = parts.at(-1)
    if (current && !begins(match[0])) current.end = from + content.length
    else parts.push({ start: from, end: from + content.length })
  }
  return parts
}
