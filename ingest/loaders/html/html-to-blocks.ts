import type { Block } from '../loaded-document.ts'
import { TextBuilder } from '../text-builder.ts'
import { spannedCells } from './table-rows.ts'

/** The part of a parsed HTML tree that is read here. */
export interface HtmlNode {
  readonly type: string
  readonly name?: string
  readonly data?: string
  readonly attribs?: Readonly<Record<string, string>>
  readonly children?: readonly HtmlNode[]
}

/** Receives what a reader of the page sees, in order. */
interface Sink {
  text(words: string): void
  lineBreak(): void
  block(element: HtmlNode): void
}

const unseen = new Set(
  'aside button canvas datalist dialog form head iframe input nav noscript object script select style svg template textarea'.split(
    ' ',
  ),
)
const unseenRoles = new Set(['banner', 'contentinfo', 'navigation', 'search'])
const blockNames = new Set(
  (
    'address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
const headingName = /^h([1-6])$/
/** Elements in which a header belongs to the text and not to the site (HTML-AAM, `header`). */
const sectioning = new Set(['article', 'main', 'section'])

/** Turns a page, or a part of one, into plain text: headings, paragraphs, `- items` and `| rows |`. */
export function htmlToBlocks(root: HtmlNode): { readonly text: string; readonly blocks: readonly Block[] } {
  const builder = new TextBuilder()
  writeChildren(root, builder, false)
  return { text: builder.text, blocks: builder.blocks }
}

/** The words of an element as one run of lines, without markup. */
export function wordsOf(element: HtmlNode): string {
  return linesOf(element).join(' ')
}

function writeChildren(parent: HtmlNode, builder: TextBuilder, sectioned: boolean): void {
  let run = ''
  const flush = () => {
    builder.add('paragraph', tidy(run))
    run = ''
  }
  visit(parent, sectioned || isSectioning(parent), {
    text: (words) => void (run += words),
    lineBreak: () => void (run += '\n'),
    block(element) {
      flush()
      writeBlock(element, builder, sectioned || isSectioning(parent))
    },
  })
  flush()
}

function writeBlock(element: HtmlNode, builder: TextBuilder, sectioned: boolean): void {
  const name = element.name ?? ''
  const level = headingName.exec(name)?.[1]
  if (level) return builder.heading(Number(level), wordsOf(element))
  switch (name) {
    case 'ul':
    case 'ol':
    case 'dl':
      if (holdsHeading(element)) return writeChildren(element, builder, sectioned)
      return builder.add('list', listLines(element).join('\n'))
    case 'table':
      return writeTable(element, builder, sectioned)
    case 'pre':
      return builder.add('code', preformatted(element))
    case 'blockquote':
      if (holdsHeading(element)) return writeChildren(element, builder, sectioned)
      return builder.add('quote', linesOf(element).join('\n'))
    default:
      return writeChildren(element, builder, sectioned)
  }
}

/** A table of data becomes rows; one that only lays out the page becomes what it holds. */
function writeTable(table: HtmlNode, builder: TextBuilder, sectioned: boolean): void {
  const rows = rowsOf(table)
  const isLayout = holdsHeading(table) || holdsTable(table) || rows.every((row) => cellsOf(row).length < 2)
  if (isLayout) return writeChildren(table, builder, sectioned)
  for (const caption of childElements(table)) if (caption.name === 'caption') builder.add('paragraph', wordsOf(caption))
  builder.add('table', rowLines(rows).join('\n'))
}

function rowLines(rows: readonly HtmlNode[]): readonly string[] {
  return spannedCells(rows.map(cellsOf), wordsOf)
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => `| ${cells.join(' | ')} |`)
}

function rowsOf(table: HtmlNode): readonly HtmlNode[] {
  return childElements(table).flatMap((child) => {
    if (child.name === 'tr') return [child]
    return /^t(?:head|body|foot)$/.test(child.name ?? '') ? rowsOf(child) : []
  })
}

function cellsOf(row: HtmlNode): readonly HtmlNode[] {
  return childElements(row).filter((cell) => cell.name === 'td' || cell.name === 'th')
}

/** An element as lines, lists and tables inside it included. */
function linesOf(element: HtmlNode): readonly string[] {
  const lines: string[] = []
  let run = ''
  const flush = () => {
    const text = tidy(run)
    if (text !== '') lines.push(...text.split('\n'))
    run = ''
  }
  visit(element, true, {
    text: (words) => void (run += words),
    lineBreak: () => void (run += '\n'),
    block(child) {
      flush()
      lines.push(...blockLines(child))
    },
  })
  flush()
  return lines
}

function blockLines(element: HtmlNode): readonly string[] {
  if (element.name === 'ul' || element.name === 'ol' || element.name === 'dl') return listLines(element)
  if (element.name === 'table') return rowLines(rowsOf(element))
  if (element.name === 'pre') return preformatted(element).split('\n')
  return linesOf(element)
}

function listLines(list: HtmlNode): readonly string[] {
  const first = Number.parseInt(list.attribs?.['start'] ?? '1', 10) || 1
  let number = first - 1
  return childElements(list).flatMap((item) => {
    // A definition, or a list that is nested without an item around it.
    if (item.name === 'dd' || item.name === 'ul' || item.name === 'ol')
      return blockLines(item).map((line) => `  ${line}`)
    const lines = linesOf(item)
    if (lines.length === 0) return []
    const marker = list.name === 'ol' ? `${(number += 1)}. ` : '- '
    return lines.map((line, at) => (at === 0 ? marker : ' '.repeat(marker.length)) + line)
  })
}

/** Hands each visible piece to the sink; inline elements are looked through, blocks are handed over whole. */
function visit(parent: HtmlNode, sectioned: boolean, sink: Sink): void {
  for (const node of parent.children ?? []) {
    if (node.type === 'text') sink.text(collapsed(node.data ?? ''))
    else if (!isElement(node) || isUnseen(node, sectioned)) continue
    else if (node.name === 'br') sink.lineBreak()
    else if (blockNames.has(node.name ?? '')) sink.block(node)
    else visit(node, sectioned, sink)
  }
}

function isUnseen(element: HtmlNode, sectioned: boolean): boolean {
  const { name = '', attribs = {} } = element
  if (unseen.has(name) || 'hidden' in attribs || attribs['aria-hidden'] === 'true') return true
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs['style'] ?? '')) return true
  if (unseenRoles.has(attribs['role'] ?? '')) return true
  if ((name === 'header' && !sectioned) || name === 'footer') return true
  // The navigation that Sphinx and DocBook write without saying that it is one.
  return /(?:^|\s)(?:headerlink|navheader|navfooter|sphinxsidebar|toc)(?:\s|$)/.test(attribs['class'] ?? '')
}

function isElement(node: HtmlNode): boolean {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style'
}

function isSectioning(node: HtmlNode): boolean {
  return sectioning.has(node.name ?? '') || node.attribs?.['role'] === 'main'
}

function childElements(node: HtmlNode): readonly HtmlNode[] {
  return (node.children ?? []).filter((child) => isElement(child) && !isUnseen(child, true))
}

function holdsHeading(node: HtmlNode): boolean {
  return childElements(node).some((child) => headingName.test(child.name ?? '') || holdsHeading(child))
}

function holdsTable(node: HtmlNode): boolean {
  return childElements(node).some((child) => child.name === 'table' || holdsTable(child))
}

function preformatted(element: HtmlNode): string {
  let text = ''
  const write = (node: HtmlNode) => {
    for (const child of node.children ?? []) {
      if (child.type === 'text') text += child.data ?? ''
      else if (child.name === 'br') text += '\n'
      else if (isElement(child) && !isUnseen(child, true)) write(child)
    }
  }
  write(element)
  return text.replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '')
}

/** White space as a browser shows it; a line end between Chinese characters is no space (CSS Text 4.1.3). */
function collapsed(text: string): string {
  return text
    .replace(
      /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])\s*[\r\n]\s*(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu,
      '',
    )
    .replace(/[\s\u00a0]+/g, ' ')
}

function tidy(run: string): string {
  return run
    .replace(/ *\n */g, '\n')
    .replace(/ {2,}/g, ' ')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
