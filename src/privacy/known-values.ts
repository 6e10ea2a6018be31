import { isCustom, type SensitiveKind, type SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import { charactersOf } from './recognisers/clues/labelled-number.ts'
import { nameRecognisers, recognisers } from './recognisers.ts'
import { fold } from './searchable-text.ts'
import { placeOf, skeletonOf, standsAlone } from './skeleton.ts'
import { visibleText } from './visible-text.ts'

/** Values that were found before, and where they stand in other texts, whether a recogniser sees them there or not. */
export interface KnownValues {
  add(kind: SensitiveKind, value: string, identity: string): void
  /** Where the values stand as words of their own, whatever their case, spaces and hyphens. */
  find(text: string): readonly SensitiveSpan[]
}

interface KnownValue {
  readonly kind: SensitiveKind
  readonly identity: string
}

/** Shorter values are found by recognisers only: too much else looks like them. */
const shortest = 5
/** Chinese names say as much in three characters; in two, they are ordinary words too often. */
const shortestHan = 3
/** Longer ones are private keys, which speak for themselves. */
const longest = 256
const confidence = 0.8
const han = /^\p{Script=Han}/u

/** What makes two spellings of a value the same one, for its kind. */
export function identityOf(kind: SensitiveKind, value: string): string {
  const folded = fold(visibleText(value).text)
  return isCustom(kind) ? identityOfCustom(folded) : { ...recognisers, ...nameRecognisers }[kind].identityOf(folded)
}

/** Whatever a company calls sensitive: its letters and digits, or all of it where it has none. */
function identityOfCustom(value: string): string {
  return charactersOf(value) || value
}

export function createKnownValues(): KnownValues {
  const byBeginning = new Map<string, Map<number, Map<string, KnownValue>>>()

  return {
    add(kind, value, identity) {
      const { text } = skeletonOf(value)
      const length = beginningOf(text)
      if (text.length < length || text.length > longest) return
      const beginning = text.slice(0, length)
      const byLength = byBeginning.get(beginning) ?? new Map<number, Map<string, KnownValue>>()
      const values = byLength.get(text.length) ?? new Map<string, KnownValue>()
      byBeginning.set(beginning, byLength.set(text.length, values.set(text, { kind, identity })))
    },
    find(text) {
      if (byBeginning.size === 0) return []
      const skeleton = skeletonOf(text)
      const spans: SensitiveSpan[] = []
      for (let at = 0; at <= skeleton.text.length - shortestHan; at += 1) {
        const length = beginningOf(skeleton.text.charAt(at))
        const byLength = byBeginning.get(skeleton.text.slice(at, at + length))
        if (byLength === undefined) continue
        for (const [length, values] of byLength) {
          const known = values.get(skeleton.text.slice(at, at + length))
          const { start, end } = placeOf(skeleton, at, length)
          if (known === undefined || !standsAlone(text, start, end)) continue
          if (identityOf(known.kind, text.slice(start, end)) !== known.identity) continue
          spans.push({ kind: known.kind, start, end, confidence })
        }
      }
      return spans
    },
  }
}

/** How many characters of a value it is looked up by. */
function beginningOf(text: string): number {
  return han.test(text) ? shortestHan : shortest
}
