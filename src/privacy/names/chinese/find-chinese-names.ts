import type { ChineseReading } from './read-chinese.ts'

/** Where a name stands, and how sure that is. */
export interface FoundName {
  readonly start: number
  readonly end: number
  readonly confidence: number
}

/** Chinese names of two to four characters and foreign ones written by their sound. */
export function findChineseNames({ pieces }: ChineseReading): readonly FoundName[] {
  return pieces.filter(({ type }) => type === 'name').map(({ start, end }) => ({ start, end, confidence: 0.7 }))
}
