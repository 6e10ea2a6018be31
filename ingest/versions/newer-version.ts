import type { RegisteredDocument } from '../../src/domain/documents/document.ts'

type Version = Pick<RegisteredDocument, 'path' | 'title' | 'date' | 'modifiedAt'>

const dayMs = 24 * 60 * 60 * 1000

/**
 * Which of two documents of nearly the same text is the newer version: by the dates that they declare,
 * else by the numbers in their names or titles, else by the time of their files if a day lies between
 * them. Undefined when nothing tells.
 */
export function newerOf<T extends Version>(a: T, b: T): T | undefined {
  const order = byDate(a, b) || byNumbers(a.path, b.path) || byNumbers(a.title, b.title) || byTime(a, b)
  return order === 0 ? undefined : order > 0 ? a : b
}

function byDate(a: Version, b: Version): number {
  return a.date === undefined || b.date === undefined ? 0 : a.date.localeCompare(b.date)
}

/** `handbook-v2.pdf` against `handbook-v10.pdf`, `员工手册2023` against `员工手册2024`: names alike but for their numbers. */
function byNumbers(a: string, b: string): number {
  if (a.replaceAll(/\d+/g, '#') !== b.replaceAll(/\d+/g, '#')) return 0
  const [left, right] = [numbersOf(a), numbersOf(b)]
  const at = left.findIndex((number, index) => number !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}

function numbersOf(name: string): readonly number[] {
  return (name.match(/\d+/g) ?? []).map(Number)
}

function byTime(a: Version, b: Version): number {
  const apart = a.modifiedAt - b.modifiedAt
  return Math.abs(apart) < dayMs ? 0 : apart
}
