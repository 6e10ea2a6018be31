import { turned, type Turn, type Viewport } from './pdf-runs.ts'
import type { Rule } from './ruled-tables.ts'

/** What pdf.js draws on a page: operator numbers, and what each is given. */
export interface Drawing {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** The numbers of the operators that matter here. */
export interface Operators {
  readonly save: number
  readonly restore: number
  readonly transform: number
  readonly paintFormXObjectBegin: number
  readonly paintFormXObjectEnd: number
  readonly constructPath: number
  readonly stroke: number
  readonly closeStroke: number
  readonly fillStroke: number
  readonly closeFillStroke: number
  readonly fill: number
  readonly eoFill: number
}

type Matrix = readonly [number, number, number, number, number, number]
type Segment = readonly [x1: number, y1: number, x2: number, y2: number]

/** A filled box is a line if it is so thin, in points. */
const thickness = 3
/** Parts of paths as pdf.js writes them: 0 moves, 1 draws a line, 2 and 3 draw curves, 4 closes. */
const argumentsOf: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 }

/** The straight lines that a page draws along and down, in the positions of its upright print. */
export function rulesOf(drawing: Drawing, operators: Operators, viewport: Viewport, turn: Turn): readonly Rule[] {
  const rules: Rule[] = []
  const start = matrixOf(viewport.transform)
  let matrix = start
  const saved: Matrix[] = []
  for (const [at, operator] of drawing.fnArray.entries()) {
    const args = drawing.argsArray[at]
    if (operator === operators.save) {
      saved.push(matrix)
    } else if (operator === operators.restore || operator === operators.paintFormXObjectEnd) {
      matrix = saved.pop() ?? start
    } else if (operator === operators.transform) {
      matrix = product(matrix, matrixOf(args))
    } else if (operator === operators.paintFormXObjectBegin) {
      saved.push(matrix)
      if (isList(args) && isList(args[0])) matrix = product(matrix, matrixOf(args[0]))
    } else if (operator === operators.constructPath && isList(args)) {
      for (const segment of segmentsOf(args, operators)) {
        const rule = ruleOf(segment, matrix, viewport, turn)
        if (rule) rules.push(rule)
      }
    }
  }
  return rules
}

function segmentsOf(args: ArrayLike<unknown>, operators: Operators): readonly Segment[] {
  const paint = args[0]
  const path = isList(args[1]) ? args[1][0] : undefined
  if (!isList(path)) return []
  const outlines = outlinesOf(Array.from(path, Number))
  const { stroke, closeStroke, fillStroke, closeFillStroke, fill, eoFill } = operators
  if ([stroke, closeStroke, fillStroke, closeFillStroke].some((own) => own === paint)) return outlines.flat()
  return paint === fill || paint === eoFill ? outlines.flatMap(thinBox) : []
}

/** The straight parts of each outline of a path. */
function outlinesOf(path: readonly number[]): readonly (readonly Segment[])[] {
  const outlines: Segment[][] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (let at = 0; at < path.length;) {
    const part = path[at] ?? 4
    const count = argumentsOf[part] ?? 0
    const nextX = path[at + count - 1] ?? 0
    const nextY = path[at + count] ?? 0
    if (part === 0) {
      outlines.push([])
      startX = nextX
      startY = nextY
    } else if (part === 1) {
      outlines.at(-1)?.push([x, y, nextX, nextY])
    } else if (part === 4) {
      outlines.at(-1)?.push([x, y, startX, startY])
    }
    x = part === 4 ? startX : nextX
    y = part === 4 ? startY : nextY
    at += count + 1
  }
  return outlines
}

function thinBox(outline: readonly Segment[]): readonly Segment[] {
  if (outline.length < 3 || outline.length > 5) return []
  const xs = outline.flatMap(([x1, , x2]) => [x1, x2])
  const ys = outline.flatMap(([, y1, , y2]) => [y1, y2])
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (high - low <= thickness && right - left > thickness) return [[left, (low + high) / 2, right, (low + high) / 2]]
  if (right - left <= thickness && high - low > thickness) return [[(left + right) / 2, low, (left + right) / 2, high]]
  return []
}

function ruleOf([x1, y1, x2, y2]: Segment, matrix: Matrix, viewport: Viewport, turn: Turn): Rule | undefined {
  const from = turned(applied(matrix, x1, y1), turn, viewport)
  const to = turned(applied(matrix, x2, y2), turn, viewport)
  const width = Math.abs(to.x - from.x)
  const height = Math.abs(to.y - from.y)
  if (Math.min(width, height) > 1 || Math.max(width, height) < 3) return undefined
  return width > height
    ? { isHorizontal: true, at: (from.y + to.y) / 2, from: Math.min(from.x, to.x), to: Math.max(from.x, to.x) }
    : { isHorizontal: false, at: (from.x + to.x) / 2, from: Math.min(from.y, to.y), to: Math.max(from.y, to.y) }
}

function applied([a, b, c, d, e, f]: Matrix, x: number, y: number) {
  return { x: a * x + c * y + e, y: b * x + d * y + f }
}

function product(m: Matrix, n: Matrix): Matrix {
  const [a, b, c, d, e, f] = n
  return [
    m[0] * a + m[2] * b,
    m[1] * a + m[3] * b,
    m[0] * c + m[2] * d,
    m[1] * c + m[3] * d,
    m[0] * e + m[2] * f + m[4],
    m[1] * e + m[3] * f + m[5],
  ]
}

function matrixOf(values: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = isList(values) ? Array.from(values, Number) : []
  return [a, b, c, d, e, f]
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value)
}
