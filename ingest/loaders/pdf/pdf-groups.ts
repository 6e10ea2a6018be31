import { heaviest } from './heaviest.ts'
import type { PdfLine, PdfPage } from './pdf-page.ts'

/**
 * Lines that belong together: a paragraph, an item of a list, a heading, a table, code. Rows are lines
 * with gaps in them that make no table, such as those of a table of contents.
 */
export interface PdfGroup {
  readonly kind: 'text' | 'item' | 'table' | 'rows' | 'code'
  readonly lines: readonly PlacedLine[]
}

export interface PlacedLine extends PdfLine {
  readonly page: number
}

const glyph = /^(?:[•‣◦▪▫●○■□◆◇➢➤✓✔·∙⁃–—*-]\s|[\uf0a7\uf0b7\uf0d8])/u
const numbered = /^(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|\d{1,2}、)/u
const sentenceEnd = /[.!?。！？：:；;…][”’"')）」』]?$/u
const leaders = /(?:\s?[.·…‥]){4,}\s*\d*$/u

/** Cuts pages into groups, in order. A paragraph that goes on over a page or column break stays one. */
export function groupLines(pages: readonly PdfPage[]): readonly PdfGroup[] {
  const groups: { kind: PdfGroup['kind']; lines: PlacedLine[] }[] = []
  for (const page of pages) {
    const layout = layoutOf(page)
    let previous: PdfLine | undefined
    for (const line of page.lines) {
      const group = groups.at(-1)
      const placed = { ...line, page: page.number }
      const last = group?.lines.at(-1)
      const joins = group && last && (previous ? follows(group, last, line, layout) : goesOn(group, last, line))
      if (joins) group.lines.push(placed)
      else groups.push({ kind: kindOf(line), lines: [placed] })
      previous = line
    }
  }
  return groups
}

function kindOf(line: PdfLine): PdfGroup['kind'] {
  if (line.cells) return 'table'
  if (glyph.test(line.text) || numbered.test(line.text)) return 'item'
  if (line.monospace) return 'code'
  return line.text.includes('\t') || leaders.test(line.text) ? 'rows' : 'text'
}

interface Layout {
  /** The usual distance between the lines of a paragraph, as a multiple of the letter size. */
  readonly leading: number
  /** Where lines that begin at about the same place as the given one end at most. */
  readonly rightOf: (line: PdfLine) => number
}

/** Lines that begin within this many points of each other stand in one column. */
const columnWidth = 24

function layoutOf({ lines }: PdfPage): Layout {
  const steps = lines.slice(1).flatMap((line, at) => {
    const step = (line.y - (lines[at]?.y ?? 0)) / Math.max(line.size, 1)
    return step > 0.8 && step < 2.5 ? [[Math.round(step * 10) / 10, line.text.length] as const] : []
  })
  const rights = new Map<number, number>()
  for (const { x, right, upright } of lines) {
    const column = Math.round(x / columnWidth)
    if (upright) rights.set(column, Math.max(right, rights.get(column) ?? right))
  }
  return {
    leading: steps.length > 0 ? heaviest(steps) : 1.2,
    rightOf({ x, right }) {
      const column = Math.round(x / columnWidth)
      return Math.max(right, ...[column - 1, column, column + 1].map((near) => rights.get(near) ?? right))
    },
  }
}

/** Whether a line goes on with a group that ends with the line before it. */
function follows(group: PdfGroup, last: PdfLine, line: PdfLine, layout: Layout): boolean {
  if (last.cells || line.cells) return last.table === line.table
  if (!sameSize(last, line) || last.upright !== line.upright) return false
  const step = (line.y - last.y) / Math.max(line.size, 1)
  // A step up the page is the next column.
  if (step < -0.5) return goesOn(group, last, line)
  if (step > layout.leading * 1.3 + 0.1) return false
  const kind = kindOf(line)
  if (group.kind === 'rows' || kind === 'rows') return group.kind === kind
  if (group.kind === 'code') return line.monospace
  if (kind === 'item') return !glyph.test(line.text) && !mayBeginItem(last, group, layout)
  if (line.monospace && !last.monospace && sentenceEnd.test(last.text)) return false
  if (isShort(last, layout) && (sentenceEnd.test(last.text) || last.font !== line.font)) return false
  const shift = line.x - last.x
  // The lines of an item hang behind its bullet; those of a paragraph only differ from the first.
  if (group.lines.length === 1) return shift < (group.kind === 'item' ? 6 : 0.8) * line.size
  return Math.abs(shift) < 0.8 * line.size
}

/** Whether the first line of a page or column goes on with what the one before ended with. */
function goesOn(group: PdfGroup, last: PdfLine, line: PdfLine): boolean {
  if (group.kind === 'rows' || group.kind === 'table' || group.kind === 'code' || kindOf(line) !== 'text') return false
  if (!sameSize(last, line) || !last.upright || !line.upright || sentenceEnd.test(last.text)) return false
  return /^\p{Ll}/u.test(line.text) || /\p{Script=Han}$|，$|、$/u.test(last.text)
}

/** A number at the start of a line begins an item unless the sentence before it is still running. */
function mayBeginItem(last: PdfLine, group: PdfGroup, layout: Layout): boolean {
  return sentenceEnd.test(last.text) || isShort(last, layout) || group.kind === 'item'
}

function isShort(line: PdfLine, layout: Layout): boolean {
  return line.right < layout.rightOf(line) - 2 * line.size
}

function sameSize(a: PdfLine, b: PdfLine): boolean {
  return Math.abs(a.size - b.size) <= 0.08 * Math.max(a.size, b.size)
}
