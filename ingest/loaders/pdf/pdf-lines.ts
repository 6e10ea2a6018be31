import { heaviest } from './heaviest.ts'
import type { PdfLine } from './pdf-page.ts'

/** A run of letters as pdf.js hands it over. */
export interface TextItem {
  readonly str: string
  /** The text matrix: a, b, c, d, e, f. */
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
  readonly fontName: string
  readonly hasEOL: boolean
}

type Styles = Readonly<Record<string, { readonly fontFamily: string }>>

/** A gap of this many letter heights is the space between two columns of a table. */
const cellGap = 1.8

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly font: string
  readonly upright: boolean
}

/**
 * Puts the runs of a page together into lines, in the order of the file. Wide gaps, as between the
 * cells of a table, become a tab.
 * @param viewport the matrix from the page's own space to the page as it is shown
 */
export function linesOfItems(
  items: readonly TextItem[],
  styles: Styles,
  viewport: readonly number[],
): readonly PdfLine[] {
  const lines: PdfLine[] = []
  let current: Placed[] = []
  const flush = () => {
    const line = lineOf(current, styles)
    if (line) lines.push(line)
    current = []
  }
  for (const item of items) {
    const run = place(item, viewport)
    const last = current.at(-1)
    if (last && run.text !== '' && !sameLine(last, run)) flush()
    if (run.text !== '') current.push(run)
    if (item.hasEOL) flush()
  }
  flush()
  return lines
}

function place(item: TextItem, viewport: readonly number[]): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = viewport
  const along = { x: va * a + vc * b, y: vb * a + vd * b }
  const up = Math.hypot(va * c + vc * d, vb * c + vd * d)
  return {
    text: printable(item.str),
    x: va * e + vc * f + ve,
    y: vb * e + vd * f + vf,
    width: item.width,
    size: up,
    font: item.fontName,
    upright: Math.abs(along.y) < 0.05 * Math.abs(along.x) && along.x > 0,
  }
}

/** Superscripts stand a little off the line; a run far to the left begins a new one. */
function sameLine(last: Placed, run: Placed): boolean {
  if (last.upright !== run.upright) return false
  if (!run.upright) return true
  const size = Math.max(last.size, run.size, 1)
  return Math.abs(run.y - last.y) < 0.5 * size && run.x > last.x - size
}

function lineOf(runs: readonly Placed[], styles: Styles): PdfLine | undefined {
  const inked = runs.filter((run) => run.text.trim() !== '')
  const [first] = inked
  if (!first) return undefined
  const last = inked.at(-1) ?? first
  const letters = inked.map((run) => ({ ...run, count: run.text.trim().length }))
  const mono = letters.filter((run) => styles[run.font]?.fontFamily === 'monospace')
  const font = heaviest(letters.map((run) => [run.font, run.count]))
  return {
    text: joined(runs),
    x: first.x,
    right: last.x + last.width,
    y: heaviest(letters.map((run) => [run.y, run.count])),
    size: heaviest(letters.map((run) => [Math.round(run.size * 10) / 10, run.count])),
    font,
    monospace: total(mono) > 0.9 * total(letters) && !mostlyHan(letters.map((run) => run.text).join('')),
    upright: first.upright,
  }
}

/** Chinese characters are all of one width in any font, which does not make them code. */
function mostlyHan(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 0.5 * text.length
}

function total(letters: readonly { readonly count: number }[]): number {
  return letters.reduce((sum, { count }) => sum + count, 0)
}

function joined(runs: readonly Placed[]): string {
  let text = ''
  let right: number | undefined
  for (const run of runs) {
    const isSpace = run.text.trim() === ''
    const gap = right === undefined || !run.upright ? 0 : run.x - right
    const size = Math.max(run.size, 1)
    if (isSpace) text += run.upright && run.width > cellGap * size && text !== '' ? '\t' : ' '
    else if (gap > cellGap * size) text += `\t${run.text}`
    else text += run.text
    right = run.x + run.width
  }
  return text
    .replace(/ *\t[ \t]*/g, '\t')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/**
 * Text as it is searched for: without control characters, with the radicals that Chinese fonts map
 * to (U+2E80–2FDF) as the characters they look like.
 */
function printable(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, '')
      .replace(/[\u2e80-\u2fdf]/g, (radical) => radical.normalize('NFKC'))
      .replace(/[\s\u00a0\u2000-\u200b\u202f\u3000]/g, ' ')
  )
}
