import { fromMarkdown } from 'mdast-util-from-markdown'
import { decodeReferences, guardReferences } from './character-references.ts'
import type { Block, Inline } from './markdown-tree.ts'
import { splitTables, type Cell, type Span } from './table-lines.ts'

export interface MarkdownOptions {
  /** Turns `[n]` into citation markers. */
  readonly citations?: boolean
  /** The stretch of the source to mark, in UTF-16 code units. */
  readonly highlight?: Span
  /** Which addresses may be followed. None, unless told otherwise. */
  readonly mayFollow?: (address: string) => boolean
}

type Root = ReturnType<typeof fromMarkdown>
type Node = Root['children'][number]

const alwaysOff = ['htmlFlow', 'htmlText', 'definition', 'codeIndented', 'characterReference']
// While a list is being streamed, its first hyphen would turn the line above into a heading.
const offInAnswers = [...alwaysOff, 'setextUnderline']
const offInCells = [...offInAnswers, 'headingAtx', 'list', 'blockQuote', 'codeFenced', 'thematicBreak']

/**
 * Parses CommonMark with the tables of GitHub Flavored Markdown into nodes that are safe to show.
 * HTML stays visible as text, images become their description, links stay words with their address
 * unless `mayFollow` accepts it. Any text is valid input; unfinished Markdown yields what is there so far.
 */
export function parseMarkdown(source: string, options: MarkdownOptions = {}): readonly Block[] {
  const guarded = guardReferences(source)
  const reader = readerOf(guarded, options)
  return splitTables(guarded).flatMap((stretch): readonly Block[] => {
    if (stretch.type === 'text') return reader.blocks(stretch, options.citations ? offInAnswers : alwaysOff)
    const rows = stretch.rows.map((row) => row.map(reader.cell))
    return [
      { type: 'table', aligned: stretch.aligned, ...(stretch.head && { head: stretch.head.map(reader.cell) }), rows },
    ]
  })
}

function readerOf(
  source: string,
  { citations = false, highlight, mayFollow = () => false }: MarkdownOptions,
): {
  blocks: (span: Span, off: readonly string[]) => readonly Block[]
  cell: (cell: Cell) => readonly Inline[]
} {
  const overlaps = (start: number, end: number): boolean =>
    highlight !== undefined && start < highlight.end && end > highlight.start

  function blocks(span: Span, off: readonly string[]): readonly Block[] {
    const root = fromMarkdown(source.slice(span.start, span.end), { extensions: [{ disable: { null: [...off] } }] })
    return root.children.flatMap((node) => block(node, span.start))
  }

  function cell(parts: Cell): readonly Inline[] {
    return parts.flatMap((part) =>
      blocks(part, offInCells).flatMap((found) => (found.type === 'paragraph' ? found.children : [])),
    )
  }

  function block(node: Node, base: number): readonly Block[] {
    if (node.type === 'paragraph') return [{ type: 'paragraph', children: inlines(node.children, base) }]
    if (node.type === 'heading') {
      return [{ type: 'heading', depth: node.depth, children: inlines(node.children, base) }]
    }
    if (node.type === 'blockquote') {
      return [{ type: 'quotation', children: node.children.flatMap((child) => block(child, base)) }]
    }
    if (node.type === 'list') {
      const items = node.children.map((item) => item.children.flatMap((child) => block(child, base)))
      return [{ type: 'list', ...(node.ordered && { start: node.start ?? 1 }), items }]
    }
    if (node.type === 'code') {
      return [{ type: 'code', value: decodeReferences(node.value), marked: overlaps(...placeOf(node, base)) }]
    }
    return node.type === 'thematicBreak' ? [{ type: 'rule' }] : []
  }

  function inlines(nodes: readonly Node[], base: number): readonly Inline[] {
    return nodes.flatMap((node) => inline(node, base))
  }

  function inline(node: Node, base: number): readonly Inline[] {
    if (node.type === 'text') return text(node.value, ...placeOf(node, base))
    if (node.type === 'emphasis' || node.type === 'strong') {
      return [{ type: node.type, children: inlines(node.children, base) }]
    }
    if (node.type === 'inlineCode') {
      return [{ type: 'code', value: decodeReferences(node.value), marked: overlaps(...placeOf(node, base)) }]
    }
    if (node.type === 'link') {
      const address = decodeReferences(node.url)
      return [{ type: mayFollow(address) ? 'link' : 'address', address, children: inlines(node.children, base) }]
    }
    if (node.type === 'image') return [{ type: 'image', description: decodeReferences(node.alt ?? '') }]
    return node.type === 'break' ? [{ type: 'break' }] : []
  }

  function text(value: string, start: number, end: number): readonly Inline[] {
    const runs = highlight ? markedRuns(value, source.slice(start, end), start, overlaps) : [{ value, marked: false }]
    return runs.flatMap((run) => (citations ? withCitations(run.value, run.marked) : [plain(run.value, run.marked)]))
  }

  return { blocks, cell }
}

// A line end between two words is a space, but Chinese has none between its characters.
const lineEndInChinese = /(?<=[\p{Script=Han}，。；：、！？）】」》])\n(?=[\p{Script=Han}（【「《])/gu

function plain(value: string, marked: boolean): Inline {
  return { type: 'text', value: decodeReferences(value.replaceAll(lineEndInChinese, '')), marked }
}

/** Cuts out the markers, with the space before each, so that a marker hugs the word that it belongs to. */
function withCitations(value: string, marked: boolean): readonly Inline[] {
  return value
    .split(/(\s*\[\d{1,3}\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const n = /^\s*\[(\d{1,3})\]$/.exec(part)?.[1]
      return n === undefined ? plain(part, marked) : { type: 'citation', n: Number(n) }
    })
}

function placeOf(node: Node, base: number): readonly [start: number, end: number] {
  return [base + (node.position?.start.offset ?? 0), base + (node.position?.end.offset ?? 0)]
}

/**
 * Splits the text of a node where the highlight begins and ends. The text is its source without
 * escapes and line prefixes, so each of its characters is found again further on in the source.
 */
function markedRuns(
  value: string,
  source: string,
  base: number,
  isMarked: (start: number, end: number) => boolean,
): readonly { readonly value: string; readonly marked: boolean }[] {
  const runs: { value: string; marked: boolean }[] = []
  let at = 0
  for (const character of value) {
    const found = source.indexOf(character, at)
    if (found !== -1) at = found
    const marked = isMarked(base + at, base + at + character.length)
    if (found !== -1) at += character.length
    const last = runs.at(-1)
    if (last?.marked === marked) last.value += character
    else runs.push({ value: character, marked })
  }
  return runs
}
