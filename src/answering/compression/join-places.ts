import type { Place } from '../sentences/quotable.ts'

/** Places in order, with those that touch or overlap made one. */
export function joinPlaces(places: readonly Place[]): readonly Place[] {
  const joined: Place[] = []
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last === undefined || place.start > last.end) joined.push({ start: place.start, end: place.end })
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, place.end) }
  }
  return joined
}
