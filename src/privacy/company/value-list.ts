import { placeOf, skeletonOf, standsAlone } from '../skeleton.ts'

export interface Place {
  readonly start: number
  readonly end: number
}

/** Values by name, found wherever they stand as words of their own, whatever their case, spaces and hyphens. */
export interface ValueList {
  find(text: string): readonly Place[]
}

const beginning = 2

/** Looks values up by their first two characters, so that the work grows with the text and not with the list. */
export function createValueList(values: readonly string[]): ValueList {
  const byBeginning = new Map<string, Map<number, Set<string>>>()
  for (const value of values) {
    const { text } = skeletonOf(value)
    const key = text.slice(0, beginning)
    const byLength = byBeginning.get(key) ?? new Map<number, Set<string>>()
    byBeginning.set(key, byLength.set(text.length, (byLength.get(text.length) ?? new Set()).add(text)))
  }
  return {
    find(text) {
      if (byBeginning.size === 0) return []
      const skeleton = skeletonOf(text)
      const places: Place[] = []
      for (let at = 0; at + beginning <= skeleton.text.length; at += 1) {
        for (const [length, known] of byBeginning.get(skeleton.text.slice(at, at + beginning)) ?? []) {
          if (!known.has(skeleton.text.slice(at, at + length))) continue
          const place = placeOf(skeleton, at, length)
          if (standsAlone(text, place.start, place.end)) places.push(place)
        }
      }
      return places
    },
  }
}
