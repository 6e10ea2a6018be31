import { heaviest } from './heaviest.ts'
import { fieldFont, type PdfRun } from './pdf-page.ts'
import { turned, type Turn, type Viewport } from './pdf-runs.ts'

/** What pdf.js says about a field of a form or a note that is typed onto a page. */
interface Annotation {
  readonly subtype?: unknown
  readonly rect?: unknown
  readonly fieldType?: unknown
  readonly fieldValue?: unknown
  readonly buttonValue?: unknown
  readonly exportValue?: unknown
  readonly checkBox?: unknown
  readonly radioButton?: unknown
  readonly multiLine?: unknown
  readonly password?: unknown
  readonly hidden?: unknown
  readonly options?: unknown
  readonly contentsObj?: unknown
}

const hiddenFlags = 0b100010

/**
 * What people filled in, as print in the place of its field: text, choices, and `[x]` for marked boxes.
 * Passwords and hidden fields are left out.
 * @param runs the print of the page, for the size of its letters
 */
export function printOfFields(
  annotations: readonly object[],
  viewport: Viewport,
  turn: Turn,
  runs: readonly PdfRun[],
): readonly PdfRun[] {
  const size = runs.length > 0 ? heaviest(runs.map((run) => [Math.round(run.size), run.text.length])) : 10
  return annotations.flatMap((annotation: Annotation) => {
    const text = valueOf(annotation)
    const box = boxOf(annotation, viewport, turn)
    if (text === '' || box === undefined) return []
    return text.split(/\r\n?|\n/).flatMap((line, at, lines): readonly PdfRun[] => {
      if (line.trim() === '') return []
      const middle = (box.top + box.bottom) / 2 + 0.3 * size
      const y = lines.length > 1 || annotation.multiLine === true ? box.top + (at + 1) * 1.15 * size : middle
      const words = line.trim().replace(/\s+/g, ' ')
      const order = orderBeside(runs, box.x, y)
      return [{ text: words, x: box.x + 2, right: box.right, y, size, font: fieldFont, monospace: false, order }]
    })
  })
}

/** A field is read with the words before it. */
function orderBeside(runs: readonly PdfRun[], x: number, y: number): number {
  const before = runs.filter((run) => Math.abs(run.y - y) < run.size && run.x < x)
  return before.reduce((order, run) => Math.max(order, run.order + 0.5), 0)
}

function valueOf(annotation: Annotation): string {
  const { subtype, fieldType, hidden, password, contentsObj } = annotation
  const flags = 'annotationFlags' in annotation ? Number(annotation.annotationFlags) : 0
  if (hidden === true || password === true || (flags & hiddenFlags) !== 0) return ''
  if (subtype === 'FreeText') return textIn(contentsObj)
  if (fieldType === 'Btn') return isMarked(annotation) ? '[x]' : ''
  if (fieldType === 'Tx' || fieldType === 'Ch') return shownValue(annotation)
  return ''
}

function textIn(contents: unknown): string {
  return typeof contents === 'object' && contents !== null && 'str' in contents ? String(contents.str) : ''
}

function isMarked({ checkBox, radioButton, fieldValue, exportValue, buttonValue }: Annotation): boolean {
  if (typeof fieldValue !== 'string' || fieldValue === 'Off') return false
  return (checkBox === true && fieldValue === exportValue) || (radioButton === true && fieldValue === buttonValue)
}

/** Choices are kept by a value of their own, and shown by another. */
function shownValue({ fieldValue, options }: Annotation): string {
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter((value) => typeof value === 'string')
  const shown = new Map<string, string>()
  for (const option of Array.isArray(options) ? options : []) {
    if (isOption(option)) shown.set(option.exportValue, option.displayValue)
  }
  return values.map((value) => shown.get(value) ?? value).join(', ')
}

function isOption(option: unknown): option is { readonly exportValue: string; readonly displayValue: string } {
  if (typeof option !== 'object' || option === null || !('exportValue' in option) || !('displayValue' in option)) {
    return false
  }
  return typeof option.exportValue === 'string' && typeof option.displayValue === 'string'
}

function boxOf({ rect }: Annotation, viewport: Viewport, turn: Turn) {
  if (!Array.isArray(rect) || rect.length < 4) return undefined
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect.map(Number)
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform
  const corners = [
    { x: a * x1 + c * y1 + e, y: b * x1 + d * y1 + f },
    { x: a * x2 + c * y2 + e, y: b * x2 + d * y2 + f },
  ].map((corner) => turned(corner, turn, viewport))
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  return { x: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}
