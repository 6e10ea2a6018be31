import type { PdfLine, PdfPage } from '../pdf/pdf-page.ts'
import type { LineBox } from './bitmap.ts'
import { inReadingOrder, type PlacedText } from './reading-order.ts'

/** A line as it was recognised, where it stands in the picture. */
export interface RecognisedLine {
  readonly text: string
  /** 0 to 1. */
  readonly confidence: number
  readonly box: LineBox
}

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** A gap of this many letter heights is the space between two cells of a table. */
const cellGap = 1.2
/** Detected boxes are by about this much higher than the letters are large. */
const boxToLetter = 0.85
/** Boxes of one size of print differ by this share, as not every line has letters that reach up and down. */
const sizeSpread = 0.25
/** A few characters have rougher boxes. */
const fewCharacters = 5
const roughSizeSpread = 0.45

/**
 * What was recognised in the picture of a page, as lines in reading order like those of a page of print.
 * @param scale points for each pixel
 */
export function recognisedPage(
  number: number,
  picture: PictureSize,
  lines: readonly RecognisedLine[],
  scale: number,
): PdfPage {
  const placed = levelled(lines, picture)
  const sizes = sizesOf(placed)
  const rows = inReadingOrder(placed).map((row): PdfLine => {
    const size = Math.max(...row.map((piece) => sizes.get(piece) ?? 0))
    return {
      text: joined(row),
      x: (row[0]?.x ?? 0) * scale,
      right: (row.at(-1)?.right ?? 0) * scale,
      y: Math.max(...row.map(({ top, bottom }) => (top + bottom) / 2 + 0.3 * size)) * scale,
      size: Math.round(size * scale * 10) / 10,
      font: 'recognised',
      monospace: false,
      upright: true,
    }
  })
  return { number, width: picture.width * scale, height: picture.height * scale, lines: withTables(rows) }
}

/** Two or more lines with gaps in a row are the rows of a table. */
function withTables(lines: readonly PdfLine[]): readonly PdfLine[] {
  let table = 0
  return lines.map((line, at) => {
    const isRow = (other: PdfLine | undefined) => other?.text.includes('\t') === true
    if (!isRow(line) || !(isRow(lines[at - 1]) || isRow(lines[at + 1]))) return line
    if (!isRow(lines[at - 1])) table += 1
    return { ...line, cells: line.text.split('\t').map((cell) => [cell]), table }
  })
}

/** Where the lines would stand if the page lay straight. */
function levelled(lines: readonly RecognisedLine[], picture: PictureSize): readonly PlacedText[] {
  const long = lines.filter(({ box }) => box.width > 5 * box.height)
  const angle = weightedMedian(long.map(({ box }) => [box.angle, box.width]))
  return lines.map(({ text, box }) => {
    const fromMiddle = { x: box.centreX - picture.width / 2, y: box.centreY - picture.height / 2 }
    const x = picture.width / 2 + fromMiddle.x * Math.cos(angle) + fromMiddle.y * Math.sin(angle)
    const y = picture.height / 2 + fromMiddle.y * Math.cos(angle) - fromMiddle.x * Math.sin(angle)
    return {
      text,
      x: x - box.width / 2,
      right: x + box.width / 2,
      top: y - box.height / 2,
      bottom: y + box.height / 2,
    }
  })
}

/** The letter size of each line, in pixels; lines of about the size of most of the others have theirs. */
function sizesOf(lines: readonly PlacedText[]): ReadonlyMap<PlacedText, number> {
  const sizes = new Map<PlacedText, number>()
  let rest = lines
  while (rest.length > 0) {
    const usual = weightedMedian(rest.map((line) => [line.bottom - line.top, line.text.length]))
    const near = rest.filter((line) => {
      const spread = line.text.length <= fewCharacters ? roughSizeSpread : sizeSpread
      return Math.abs(line.bottom - line.top - usual) <= spread * usual
    })
    for (const line of near) sizes.set(line, usual * boxToLetter)
    rest = rest.filter((line) => !near.includes(line))
  }
  return sizes
}

function joined(row: readonly PlacedText[]): string {
  let text = ''
  let right: number | undefined
  for (const piece of row) {
    const gap = right === undefined ? 0 : (piece.x - right) / (piece.bottom - piece.top)
    if (gap > cellGap) text += '\t'
    else if (text !== '' && !(isHan(text.at(-1)) && isHan(piece.text[0]))) text += ' '
    text += piece.text
    right = piece.right
  }
  return text
}

function isHan(character: string | undefined): boolean {
  return character !== undefined && /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(character)
}

function weightedMedian(values: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = values.toSorted(([a], [b]) => a - b)
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2
  let reached = 0
  for (const [value, weight] of sorted) if ((reached += weight) >= half) return value
  return 0
}
