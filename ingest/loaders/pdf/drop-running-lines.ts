import type { PdfLine, PdfPage } from './pdf-page.ts'

/** Headers and footers stand within this share of the page from its upper or lower edge. */
const margin = 0.12
/** A line that stands in the same place on this many pages belongs to the page, not to the text. */
const repeats = 3
/** How far apart, in points, "the same place" may be. */
const tolerance = 3

interface MarginLine {
  readonly page: number
  readonly line: PdfLine
}

/**
 * Takes out page numbers, and headers and footers that come again word for word on at least three
 * pages. A header of the first two pages is kept there once, as it may be the only place that
 * names the document. Print across the page, such as a watermark, is taken out when it is repeated.
 * Rows of tables stay: tables with the same header may begin at the top of several pages.
 * @param bodySize larger print is a heading and stays, even if its numbers count the pages
 */
export function dropRunningLines(pages: readonly PdfPage[], bodySize: number): readonly PdfPage[] {
  const candidates = pages.flatMap(marginLines)
  const small = candidates.filter(({ line }) => line.size <= bodySize * 1.1)
  const dropped = new Set<PdfLine>([...pageNumbers(small), ...repeatedLines(candidates), ...watermarks(pages)])
  return pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !dropped.has(line)) }))
}

function marginLines(page: PdfPage): readonly MarginLine[] {
  return page.lines
    .filter(
      ({ upright, cells, y }) => upright && !cells && (y < page.height * margin || y > page.height * (1 - margin)),
    )
    .map((line) => ({ page: page.number, line }))
}

/** Lines with a number that is as far from the page's own on three pages or more. */
function pageNumbers(candidates: readonly MarginLine[]): readonly PdfLine[] {
  return groupBy(candidates, ({ page, line }) => numbersAtEnds(line.text).map((number) => number - page))
    .flatMap(inTheSamePlace)
    .map(({ line }) => line)
}

function numbersAtEnds(text: string): readonly number[] {
  if (text.split('\t').length > 3) return []
  const arabic = [/^\D{0,8}?(\d{1,4})(?!\d)/, /(?<!\d)(\d{1,4})\D{0,3}$/, /(\d{1,4})\s*(?:\/|of|von|共)\s*\d{1,4}/]
    .map((pattern) => pattern.exec(text)?.[1])
    .filter((digits) => digits !== undefined)
  const roman = [/^([ivxl]+)(?:\s|$)/i, /(?:^|\s)([ivxl]+)$/i]
    .map((pattern) => pattern.exec(text)?.[1])
    .filter((numeral) => numeral !== undefined)
  return [...arabic.map(Number), ...roman.map(romanValue)]
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 }

function romanValue(numeral: string): number {
  const values = Array.from(numeral.toLowerCase(), (digit) => romanDigits[digit] ?? 0)
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0)
}

function repeatedLines(candidates: readonly MarginLine[]): readonly PdfLine[] {
  return groupBy(candidates, ({ line }) => [line.text])
    .map(inTheSamePlace)
    .flatMap((group) => (group[0] && group[0].page <= 2 ? group.slice(1) : group))
    .map(({ line }) => line)
}

function watermarks(pages: readonly PdfPage[]): readonly PdfLine[] {
  const across = pages.flatMap(({ number, lines }) =>
    lines.filter(({ upright }) => !upright).map((line) => ({ page: number, line })),
  )
  return groupBy(across, ({ line }) => [line.text])
    .filter((group) => pagesOf(group) >= 2)
    .flatMap((group) => group.map(({ line }) => line))
}

/** The lines of a group that share their height on the page with lines of enough other pages. */
function inTheSamePlace(group: readonly MarginLine[]): readonly MarginLine[] {
  if (pagesOf(group) < repeats) return []
  return group.filter(
    ({ line }) => pagesOf(group.filter((other) => Math.abs(other.line.y - line.y) <= tolerance)) >= repeats,
  )
}

function pagesOf(group: readonly MarginLine[]): number {
  return new Set(group.map(({ page }) => page)).size
}

function groupBy(
  lines: readonly MarginLine[],
  keysOf: (line: MarginLine) => readonly (string | number)[],
): readonly MarginLine[][] {
  const groups = new Map<string | number, MarginLine[]>()
  for (const line of lines) {
    for (const key of new Set(keysOf(line))) {
      const group = groups.get(key)
      if (group) group.push(line)
      else groups.set(key, [line])
    }
  }
  return [...groups.values()]
}
