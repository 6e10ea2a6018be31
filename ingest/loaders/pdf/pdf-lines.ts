import { heaviest } from './heaviest.ts'
import { fieldFont, type PdfLine, type PdfRun } from './pdf-page.ts'

/** A gap of this many letter heights is the space between two columns of a table. */
const cellGap = 1.8
const bullet =
  /^(?:[•‣◦▪▫●○■□◆◇➢➤✓✔·∙⁃–—*\uf0a7\uf0b7\uf0d8-]|\(?(?:\d{1,3}|\p{L}|[ivx]{1,4})[.)]|(?:\d+\.)+\d*|\[\d{1,3}\])$/u
const cjk = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

/** Runs on one base line, from left to right. Never empty. */
export type RunLine = readonly PdfRun[]

/** Puts the runs of one column together into lines, from top to bottom. */
export function linesOfRuns(runs: readonly PdfRun[]): readonly RunLine[] {
  const lines: { y: number; size: number; runs: PdfRun[] }[] = []
  // Large print first: what is raised or lowered finds the line that it belongs to.
  for (const run of runs.toSorted((a, b) => a.y - b.y || b.size - a.size)) {
    const line = lines.slice(-4).findLast((other) => isOnLine(run, other))
    if (line) {
      line.runs.push(run)
      if (run.size > line.size) Object.assign(line, { y: run.y, size: run.size })
    } else {
      lines.push({ y: run.y, size: run.size, runs: [run] })
    }
  }
  return lines
    .toSorted((a, b) => a.y - b.y)
    .map((line) => withoutShadows(line.runs.toSorted((a, b) => a.x - b.x || a.order - b.order)))
}

function isOnLine(
  run: PdfRun,
  line: { readonly y: number; readonly size: number; readonly runs: readonly PdfRun[] },
): boolean {
  const isSmall = run.size < 0.85 * line.size || line.size < 0.85 * run.size
  const off = Math.abs(run.y - line.y)
  if (off > (isSmall ? 0.5 : 0.3) * Math.max(run.size, line.size)) return false
  // Two runs on top of each other are two lines that are set tightly, unless they are the same print twice.
  return off < 0.1 * line.size || !line.runs.some((other) => other.x < run.right - 1 && other.right > run.x + 1)
}

/** Bold print and shadows are sometimes made by printing the same twice. */
function withoutShadows(runs: readonly PdfRun[]): readonly PdfRun[] {
  return runs.filter((run, at) => {
    const before = runs[at - 1]
    return before === undefined || before.text !== run.text || run.x - before.x > 0.3 * run.size
  })
}

/** The parts of a line that may be cells: its runs, a bullet or number together with what it counts. */
export function partsOf(line: RunLine): readonly RunLine[] {
  const [first, second] = line
  const isCounted = first && second && bullet.test(first.text) && second.x - first.right < 4 * first.size
  return isCounted ? [[first, second], ...line.slice(2).map((run) => [run])] : line.map((run) => [run])
}

/** A line as it is handed on, with a tab in each gap that is too wide to be a space. */
export function lineOf(runs: RunLine, upright: boolean): PdfLine {
  const letters = runs.map((run) => ({ ...run, count: run.text.length }))
  const count = letters.reduce((sum, run) => sum + run.count, 0)
  const mono = letters.reduce((sum, run) => sum + (run.monospace ? run.count : 0), 0)
  return {
    text: textOf(runs),
    x: Math.min(...runs.map((run) => run.x)),
    right: Math.max(...runs.map((run) => run.right)),
    y: heaviest(letters.map((run) => [run.y, run.count])),
    size: heaviest(letters.map((run) => [Math.round(run.size * 10) / 10, run.count])),
    font: heaviest(letters.map((run) => [run.font, run.count])),
    monospace: mono > 0.9 * count && !mostlyHan(runs.map((run) => run.text).join('')),
    upright,
  }
}

/** What runs on one line say. */
export function textOf(runs: RunLine): string {
  let text = ''
  let before: PdfRun | undefined
  for (const run of runs) {
    text += (before ? between(before, run, runs[0] === before) : '') + run.text
    before = run
  }
  return text.replace(/ {2,}/g, ' ').trim()
}

function between(before: PdfRun, run: PdfRun, isFirst: boolean): string {
  const gap = run.x - before.right
  const size = Math.max(run.size, before.size)
  if (isFirst && bullet.test(before.text) && gap < 4 * size) return ' '
  // What was filled in is no part of a sentence.
  if (gap > cellGap * size || run.font === fieldFont) return '\t'
  if (gap <= 0.15 * size) return ''
  return gap < 0.5 * size && (cjk.test(before.text.slice(-1)) || cjk.test(run.text[0] ?? '')) ? '' : ' '
}

/** Chinese characters are all of one width in any font, which does not make them code. */
function mostlyHan(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 0.5 * text.length
}
