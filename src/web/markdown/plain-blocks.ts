import { linesOf, type Span } from './lines.ts'

/** Lines of a plain text that belong together. */
export interface PlainBlock extends Span {
  /** Whether the lines are columns, set with spaces, which every other typeface would put out of line. */
  readonly isColumns: boolean
}

const columns = /\S(?: {3,}|\t+)\S/

/** Divides a part of a plain text into running text and what looks like columns: two lines or more with wide gaps. */
export function plainBlocks(text: string, { start, end }: Span): readonly PlainBlock[] {
  const lines = linesOf(text.slice(start, end)).map((line) => ({ start: start + line.start, text: line.text }))
  const isWide = lines.map((line) => columns.test(line.text))
  const isColumns = isWide.map((wide, index) => wide && (isWide[index - 1] === true || isWide[index + 1] === true))
  const starts = lines.flatMap((line, index) =>
    index === 0 || isColumns[index] !== isColumns[index - 1]
      ? [{ start: line.start, isColumns: isColumns[index]! }]
      : [],
  )
  return starts
    .map((block, index) => ({ ...block, end: starts[index + 1]?.start ?? end }))
    .filter((block) => block.end > block.start)
}
