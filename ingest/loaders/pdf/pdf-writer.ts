import type { PageStart } from '../../../src/domain/documents/page-start.ts'
import { type JoinedLines, joinLines } from './join-lines.ts'
import type { Block } from '../loaded-document.ts'
import type { PdfGroup, PlacedLine } from './pdf-groups.ts'

const blockKinds = { text: 'paragraph', item: 'list', table: 'table', rows: 'paragraph', code: 'code' } as const

/** Writes groups of lines as text with blocks, and remembers where each page begins. */
export class PdfWriter {
  readonly #compounds: ReadonlySet<string>
  readonly #blocks: Block[] = []
  readonly #pageStarts = new Map<number, number>()
  #text = ''
  #previous: PdfGroup['kind'] | undefined

  /** @param compounds words that keep their hyphen at the end of a line */
  constructor(compounds: ReadonlySet<string>) {
    this.#compounds = compounds
  }

  get text(): string {
    return this.#text
  }

  get blocks(): readonly Block[] {
    return this.#blocks
  }

  heading(group: PdfGroup, level: number): void {
    const { text, starts } = this.#join(group)
    const headingText = text.replace(/\s+/g, ' ').trim()
    this.#write(group.lines, text, starts, '\n\n')
    this.#blocks.push({
      kind: 'heading',
      start: this.#text.length - text.length,
      end: this.#text.length,
      level,
      headingText,
    })
    this.#previous = undefined
  }

  /** Writes a group; items, tables and code go on with the block before if that is of their kind. */
  group(group: PdfGroup): void {
    const { text, starts } = this.#join(group)
    const goesOn = group.kind !== 'text' && this.#previous === group.kind
    this.#write(group.lines, text, starts, goesOn ? '\n' : '\n\n')
    const last = goesOn ? this.#blocks.pop() : undefined
    const start = last?.start ?? this.#text.length - text.length
    this.#blocks.push({ kind: blockKinds[group.kind], start, end: this.#text.length })
    this.#previous = group.kind
  }

  /** Where each of the given pages begins; a page without text begins where the next one does. */
  pageStarts(pages: readonly number[]): readonly PageStart[] {
    let next = this.#text.length
    return pages
      .toReversed()
      .map((page) => ({ page, start: (next = this.#pageStarts.get(page) ?? next) }))
      .toReversed()
  }

  #join(group: PdfGroup): JoinedLines {
    const lines = group.lines.map((line) => line.text.replace(/\t/g, ' '))
    if (group.kind === 'rows') return stacked(lines)
    if (group.kind === 'table') return stacked(group.lines.map((line) => this.#row(line)))
    if (group.kind === 'code') return stacked(indented(group.lines))
    return joinLines(lines, this.#compounds)
  }

  #row({ cells = [] }: PlacedLine): string {
    return `| ${cells.map((lines) => joinLines(lines, this.#compounds).text).join(' | ')} |`
  }

  #write(lines: readonly PlacedLine[], text: string, starts: readonly number[], gap: string): void {
    if (this.#text !== '') this.#text += gap
    for (const [at, line] of lines.entries()) {
      if (!this.#pageStarts.has(line.page)) this.#pageStarts.set(line.page, this.#text.length + (starts[at] ?? 0))
    }
    this.#text += text
  }
}

function stacked(lines: readonly string[]): JoinedLines {
  let length = 0
  const starts = lines.map((line) => {
    const start = length
    length += line.length + 1
    return start
  })
  return { text: lines.join('\n'), starts }
}

/** Code with the indentation that the print shows. */
function indented(lines: readonly PlacedLine[]): readonly string[] {
  const left = Math.min(...lines.map((line) => line.x))
  return lines.map((line) => {
    const letterWidth = (line.right - line.x) / Math.max(1, line.text.length)
    const spaces = letterWidth > 0 ? Math.round((line.x - left) / letterWidth) : 0
    return ' '.repeat(Math.min(spaces, 40)) + line.text.replace(/\t/g, '  ')
  })
}
