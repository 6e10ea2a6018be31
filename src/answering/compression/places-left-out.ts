import type { Place } from '../sentences/quotable.ts'
import { joinPlaces } from './join-places.ts'

/** What of a text no place covers and holds letters or digits, in order. Places may overlap. */
export function placesLeftOut(text: string, kept: readonly Place[]): readonly Place[] {
  const covered = [...joinPlaces(kept), { start: text.length, end: text.length }]
  return covered
    .map(({ start }, index) => ({ start: covered[index - 1]?.end ?? 0, end: start }))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
}
