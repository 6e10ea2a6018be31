import { cutLine, indentOf, isBlank, linesOf, type Line, type Span } from './lines.ts'
import type { Block, Inline } from './markdown-tree.ts'
import { parseInlines, type InlineOptions } from './parse-inlines.ts'
import { tableAt } from './tables.ts'

export interface MarkdownOptions extends InlineOptions {
  /** The stretch of the source to mark, in UTF-16 code units. */
  readonly highlight?: Span
}

/** How deep quotations and lists may nest. What goes deeper is shown as it is written. */
const deepest = 12

const fenceStart = /^\s*(`{3,}(?=[^`]*$)|~{3,})/
const heading = /^\s*(#{1,6})(?:[ \t]+|$)/
const rule = /^\s*([-*_])[ \t]*(?:\1[ \t]*){2,}$/
const underline = /^\s*(=+|-+)[ \t]*$/
const quotation = /^\s*> ?/
const listItem = /^(\s*)(?:([-+*])|(\d{1,9})([.)]))(?:[ \t]+|$)/

/**
 * Parses the Markdown that documents and answers are written in — paragraphs, headings, quotations,
 * lists, code, tables, emphasis, links — into nodes that are safe to show, by the rules of CommonMark
 * 0.31 and the tables of GitHub Flavored Markdown. It differs from them on purpose: HTML stays visible
 * as text, reference links do not exist, indented lines are text, and emphasis works beside Chinese
 * punctuation. Any text is valid input; unfinished Markdown yields what is there so far. The time
 * it takes grows with the length of the text, whatever the text is.
 */
export function parseMarkdown(source: string, options: MarkdownOptions = {}): readonly Block[] {
  return blocksOf(linesOf(source), options, 0)
}

interface Taken {
  readonly block: Block
  /** The index of the first line behind it. */
  readonly next: number
}

function blocksOf(lines: readonly Line[], options: MarkdownOptions, depth: number): readonly Block[] {
  const blocks: Block[] = []
  let index = 0
  while (index < lines.length) {
    if (isBlank(lines[index])) {
      index += 1
      continue
    }
    const { block, next } =
      takeCode(lines, index, options) ??
      takeHeading(lines, index, options) ??
      takeTable(lines, index, options) ??
      takeQuotation(lines, index, options, depth) ??
      takeList(lines, index, options, depth) ??
      takeParagraph(lines, index, options, depth)
    const table = blocks.at(-1)
    if (isOnlyCitations(block) && table?.type === 'table') blocks[blocks.length - 1] = withCitations(table, block)
    else blocks.push(block)
    index = next
  }
  return blocks
}

type Paragraph = Block & { readonly type: 'paragraph' }
type Table = Block & { readonly type: 'table' }

function isOnlyCitations(block: Block): block is Paragraph {
  return block.type === 'paragraph' && block.children.every(({ type }) => type === 'citation')
}

/** Markers below a table cite it: they go into its last cell, where a reader looks for them. */
function withCitations(table: Table, { children }: Paragraph): Table {
  const last = table.rows.at(-1) ?? []
  const row = [...last.slice(0, -1), [...(last.at(-1) ?? []), ...children]]
  return { ...table, rows: [...table.rows.slice(0, -1), row] }
}

function takeCode(lines: readonly Line[], index: number, { highlight }: MarkdownOptions): Taken | undefined {
  const first = lines[index]!
  const fence = fenceStart.exec(first.text)?.[1]
  if (fence === undefined) return undefined
  const isEnd = ({ text }: Line): boolean =>
    text.trim().startsWith(fence) && text.trim().replaceAll(fence[0]!, '') === ''
  let end = index + 1
  while (end < lines.length && !isEnd(lines[end]!)) end += 1
  const content = lines.slice(index + 1, end)
  const indent = indentOf(first)
  const marked =
    highlight !== undefined &&
    content.some(({ text, start }) => start < highlight.end && start + text.length > highlight.start)
  const value = content.map((line) => line.text.slice(Math.min(indent, indentOf(line)))).join('\n')
  return { block: { type: 'code', value, marked }, next: end + 1 }
}

function takeHeading(lines: readonly Line[], index: number, options: MarkdownOptions): Taken | undefined {
  const line = lines[index]!
  if (rule.test(line.text)) return { block: { type: 'rule' }, next: index + 1 }
  const found = heading.exec(line.text)
  if (!found) return undefined
  const content = cutLine(line, found[0].length)
  const words = { ...content, text: content.text.replace(/(^|[ \t]+)#+[ \t]*$/, '') }
  const depth = found[1]!.length as 1 | 2 | 3 | 4 | 5 | 6
  return { block: { type: 'heading', depth, children: parseInlines([words], options) }, next: index + 1 }
}

function takeTable(lines: readonly Line[], index: number, options: MarkdownOptions): Taken | undefined {
  const table = tableAt(lines, index)
  if (!table) return undefined
  const cell = (parts: readonly Line[]): readonly Inline[] => parts.flatMap((part) => parseInlines([part], options))
  const rows = table.rows.map((row) => row.map(cell))
  const head = table.head && { head: table.head.map(cell) }
  return { block: { type: 'table', aligned: table.aligned, ...head, rows }, next: index + table.length }
}

function takeQuotation(
  lines: readonly Line[],
  index: number,
  options: MarkdownOptions,
  depth: number,
): Taken | undefined {
  if (depth >= deepest || !quotation.test(lines[index]!.text)) return undefined
  const inner: Line[] = []
  let next = index
  for (; next < lines.length; next += 1) {
    const line = lines[next]!
    const prefix = quotation.exec(line.text)
    if (prefix) inner.push(cutLine(line, prefix[0].length))
    else if (isBlank(line) || isBlank(inner.at(-1)) || interrupts(lines, next, depth)) break
    else inner.push(line)
  }
  return { block: { type: 'quotation', children: blocksOf(inner, options, depth + 1) }, next }
}

function takeList(lines: readonly Line[], index: number, options: MarkdownOptions, depth: number): Taken | undefined {
  const first = listItem.exec(lines[index]!.text)
  if (depth >= deepest || !first) return undefined
  const items: (readonly Block[])[] = []
  let next = index
  for (;;) {
    const behind = skipBlank(lines, next)
    const marker = listItem.exec(lines[behind]?.text ?? '')
    const isSameList = marker && marker[2] === first[2] && marker[4] === first[4] && !rule.test(lines[behind]!.text)
    if (!isSameList) break
    const end = endOfItem(lines, behind, marker, depth)
    const width = contentWidth(marker)
    const content = lines
      .slice(behind, end)
      .map((line, at) => cutLine(line, at === 0 ? width : Math.min(width, indentOf(line))))
    items.push(blocksOf(content, options, depth + 1))
    next = end
  }
  return { block: { type: 'list', ...(first[3] !== undefined && { start: Number(first[3]) }), items }, next }
}

/** Where the content of an item begins: behind its marker and the space after it. */
function contentWidth([whole]: RegExpExecArray): number {
  const marker = whole.trimEnd().length
  const space = whole.length - marker
  return space === 0 || space > 4 ? marker + 1 : whole.length
}

function endOfItem(lines: readonly Line[], index: number, marker: RegExpExecArray, depth: number): number {
  const width = contentWidth(marker)
  const markerIndent = marker[1]!.length
  let next = index + 1
  while (next < lines.length) {
    const line = lines[next]!
    if (isBlank(line)) {
      const behind = skipBlank(lines, next)
      if (behind === lines.length || !belongs(lines[behind]!)) return next
      next = behind
    } else if (belongs(line) || isLazy(next)) {
      next += 1
    } else {
      return next
    }
  }
  return next

  /** Indented to the content, or a further list that is indented a little less, as many people write it. */
  function belongs(line: Line): boolean {
    const indent = indentOf(line)
    return indent >= width || (indent >= markerIndent + 2 && listItem.test(line.text))
  }

  /** Goes on with the paragraph of the line before, although it is not indented. */
  function isLazy(at: number): boolean {
    return !isBlank(lines[at - 1]) && !listItem.test(lines[at]!.text) && !interrupts(lines, at, depth)
  }
}

function skipBlank(lines: readonly Line[], index: number): number {
  let next = index
  while (next < lines.length && isBlank(lines[next])) next += 1
  return next
}

function takeParagraph(lines: readonly Line[], index: number, options: MarkdownOptions, depth: number): Taken {
  let next = index + 1
  while (next < lines.length && !isBlank(lines[next])) {
    const level = underline.exec(lines[next]!.text)?.[1]?.startsWith('=') ? 1 : 2
    if (!options.citations && underline.test(lines[next]!.text)) {
      const children = parseInlines(lines.slice(index, next), options)
      return { block: { type: 'heading', depth: level, children }, next: next + 1 }
    }
    if (interrupts(lines, next, depth)) break
    next += 1
  }
  return { block: { type: 'paragraph', children: parseInlines(lines.slice(index, next), options) }, next }
}

/** Whether a line ends the paragraph before it without a blank line between them. */
function interrupts(lines: readonly Line[], index: number, depth: number): boolean {
  const line = lines[index]!
  if (fenceStart.test(line.text) || heading.test(line.text) || rule.test(line.text)) return true
  if (tableAt(lines, index)) return true
  if (depth >= deepest) return false
  const item = listItem.exec(line.text)
  const isFullItem =
    item !== null && item[0].length < line.text.length && (item[3] === undefined || Number(item[3]) === 1)
  return isFullItem || quotation.test(line.text)
}
