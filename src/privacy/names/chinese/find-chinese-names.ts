import type { FoundName } from '../found-name.ts'
import type { ChineseReading } from './read-chinese.ts'

/** Chinese names of two to four characters and foreign ones written by their sound. */
export function findChineseNames({ pieces }: ChineseReading): readonly FoundName[] {
  return pieces.filter(({ type }) => type === 'name').map(({ start, end }) => ({ start, end, confidence: 0.7 }))
}
