import type { PdfRun } from './pdf-page.ts'

/** A piece of text as pdf.js hands it over. */
export interface TextItem {
  readonly str: string
  /** `ttb` for fonts that write from top to bottom. */
  readonly dir: string
  /** The text matrix: a, b, c, d, e, f. */
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
  readonly fontName: string
  readonly hasEOL: boolean
}

export type Styles = Readonly<Record<string, { readonly fontFamily: string; readonly vertical?: boolean }>>

/** The page as it is shown. */
export interface Viewport {
  readonly width: number
  readonly height: number
  /** The matrix from the page's own space. */
  readonly transform: readonly number[]
}

/** How far print is turned clockwise, in degrees. */
export type Turn = 0 | 90 | 180 | 270 | 'slanted'

/** The print of a page that runs in one direction, in positions that make it upright. */
export interface Direction {
  readonly turn: Turn
  readonly runs: readonly PdfRun[]
}

/** A wider gap than this many letter heights parts two runs: it may lie between columns. */
const runGap = 0.9

interface Piece extends PdfRun {
  readonly turn: Turn
}

/**
 * Puts the pieces that a file writes one after another together into runs, by direction; that of most
 * letters comes first.
 */
export function runsByDirection(items: readonly TextItem[], styles: Styles, viewport: Viewport): readonly Direction[] {
  const directions = new Map<Turn, PdfRun[]>()
  let current: Piece | undefined
  const flush = () => {
    if (current && current.text.trim() !== '') {
      const { turn, ...run } = current
      const runs = directions.get(turn) ?? []
      runs.push({ ...run, text: run.text.trim() })
      directions.set(turn, runs)
    }
    current = undefined
  }
  const isVertical = runsDown(items, styles)
  for (const [order, item] of items.entries()) {
    const piece = place(item, styles[item.fontName], isVertical, viewport, order)
    const isWide = piece.text.trim() === '' && piece.right - piece.x > runGap * piece.size
    if (isWide || (current && piece.text !== '' && !goesOn(current, piece))) flush()
    if (piece.text !== '' && !isWide) current = current ? joined(current, piece) : started(piece)
    if (item.hasEOL) flush()
  }
  flush()
  const letters = ({ runs }: Direction) => runs.reduce((sum, { text }) => sum + text.length, 0)
  return [...directions].map(([turn, runs]) => ({ turn, runs })).toSorted((a, b) => letters(b) - letters(a))
}

/** A space at the start of a run has no width that matters. */
function started(piece: Piece): Piece | undefined {
  return piece.text.trim() === '' ? undefined : piece
}

/** Whether fonts that can write downwards do: some files only take their letters, one by one along a line. */
function runsDown(items: readonly TextItem[], styles: Styles): boolean {
  const vertical = items.filter((item) => item.str.trim() !== '' && styles[item.fontName]?.vertical === true)
  const letters = vertical.reduce((sum, { str }) => sum + str.length, 0)
  const down = vertical.slice(1).filter(({ transform }, at) => {
    const before = vertical[at]?.transform ?? transform
    return Math.abs((transform[5] ?? 0) - (before[5] ?? 0)) > Math.abs((transform[4] ?? 0) - (before[4] ?? 0))
  })
  return letters >= 2 * vertical.length || down.length >= 0.5 * (vertical.length - 1)
}

function place(
  item: TextItem,
  style: Styles[string] | undefined,
  mayRunDown: boolean,
  viewport: Viewport,
  order: number,
): Piece {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = viewport.transform
  const up = { x: va * c + vc * d, y: vb * c + vd * d }
  const isVertical = mayRunDown && style?.vertical === true
  const along = isVertical ? { x: -up.x, y: -up.y } : { x: va * a + vc * b, y: vb * a + vd * b }
  const angle = Math.atan2(along.y, along.x)
  const turn = turnOf((angle * 180) / Math.PI)
  const origin = { x: va * e + vc * f + ve, y: vb * e + vd * f + vf }
  const { x, y } = turn === 'slanted' ? rotated(origin, angle) : turned(origin, turn, viewport)
  return {
    text: printable(item.str),
    x,
    right: x + (isVertical ? item.height : item.width),
    y,
    size: Math.max(Math.hypot(up.x, up.y), 1),
    font: item.fontName,
    monospace: style?.fontFamily === 'monospace',
    order,
    turn,
  }
}

function turnOf(degrees: number): Turn {
  const quarter = Math.round(degrees / 90)
  if (Math.abs(degrees - quarter * 90) > 3) return 'slanted'
  return ([0, 90, 180, 270] as const)[(quarter + 4) % 4] ?? 0
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Where a point of the page as it is shown lies once print with this turn is upright. */
export function turned({ x, y }: Point, turn: Turn, { width, height }: Pick<Viewport, 'width' | 'height'>): Point {
  switch (turn) {
    case 0:
    case 'slanted':
      return { x, y }
    case 90:
      return { x: y, y: width - x }
    case 180:
      return { x: width - x, y: height - y }
    case 270:
      return { x: height - y, y: x }
  }
}

function rotated({ x, y }: Point, angle: number): Point {
  return { x: x * Math.cos(angle) + y * Math.sin(angle), y: y * Math.cos(angle) - x * Math.sin(angle) }
}

function goesOn(current: Piece, piece: Piece): boolean {
  if (current.turn !== piece.turn) return false
  const size = Math.max(current.size, piece.size)
  const gap = piece.x - current.right
  // Superscripts stand a little off the line; accents and kerning step back a little.
  return Math.abs(piece.y - current.y) < 0.5 * size && gap <= runGap * size && gap > -0.5 * size
}

function joined(current: Piece, piece: Piece): Piece {
  const isLonger = piece.text.trim().length > current.text.trim().length
  const main = isLonger && !isRaised(piece, current) ? piece : current
  return {
    ...current,
    text: isNoteMark(piece, current)
      ? `${current.text.trimEnd()}[${piece.text.trim()}]`
      : current.text + spaceBetween(current, piece) + powerOf(piece, current),
    right: Math.max(current.right, piece.right),
    y: main.y,
    size: main.size,
    font: main.font,
    monospace: current.monospace && (piece.monospace || piece.text.trim() === ''),
  }
}

function isRaised(piece: PdfRun, line: PdfRun): boolean {
  return piece.size < 0.85 * line.size && line.y - piece.y > 0.2 * line.size
}

/** A gap that the file leaves without writing a space. */
function spaceBetween(current: Piece, piece: Piece): string {
  if (piece.x - current.right < 0.3 * piece.size) return ''
  return /[\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]$/u.test(current.text) ||
    /^[\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(piece.text)
    ? ''
    : ' '
}

/** The raised number of a note stands apart from the word before it. */
function isNoteMark(piece: PdfRun, current: PdfRun): boolean {
  return isRaisedNumber(piece, current) && /(?:\p{L}{3}|\p{Script=Han}|\p{P})\s*$/u.test(current.text)
}

/** A power stays one. */
function powerOf(piece: PdfRun, current: PdfRun): string {
  if (!isRaisedNumber(piece, current)) return piece.text
  return Array.from(piece.text, (digit) => (digit.trim() === '' ? digit : (powers[Number(digit)] ?? digit))).join('')
}

function isRaisedNumber(piece: PdfRun, current: PdfRun): boolean {
  return isRaised(piece, current) && /^\d{1,3}$/.test(piece.text.trim())
}

const powers = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Marks as print that runs down shows them, and as they are written. */
const uprightForms = new Map(
  Array.from(
    '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︱—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』',
  ).flatMap((mark, at, all) => (at % 2 === 0 ? [[mark, all[at + 1] ?? mark] as const] : [])),
)

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
      .replace(/[\ufe10-\ufe44]/g, (mark) => uprightForms.get(mark) ?? mark)
      .replace(/[\s\u00a0\u2000-\u200b\u202f\u3000]/g, ' ')
  )
}
