import type { SensitiveKind, SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import type { FindSensitive } from './find-sensitive.ts'
import { identityOf } from './known-values.ts'
import { placeOf, skeletonOf, standsAlone } from './skeleton.ts'

const confidence = 0.8

/** A value that is to be hidden wherever it stands. */
export interface SensitiveValue {
  readonly kind: SensitiveKind
  readonly value: string
}

/**
 * Finds given values wherever they stand as words of their own, whatever their spaces and hyphens, with nothing beside
 * them that tells what they are. Unlike what a vault knows, also the shortest and the longest: it is for a few texts, in
 * which hiding too much does no harm.
 */
export function createFindValues(values: readonly SensitiveValue[]): FindSensitive {
  const known = values.flatMap(({ kind, value }) => {
    const sought = skeletonOf(value).text
    return sought === '' ? [] : [{ kind, sought, identity: identityOf(kind, value) }]
  })
  return (text) => {
    const skeleton = skeletonOf(text)
    return known.flatMap(({ kind, sought, identity }) => {
      const spans: SensitiveSpan[] = []
      for (let at = skeleton.text.indexOf(sought); at >= 0; at = skeleton.text.indexOf(sought, at + 1)) {
        const { start, end } = placeOf(skeleton, at, sought.length)
        if (standsAlone(text, start, end) && identityOf(kind, text.slice(start, end)) === identity) {
          spans.push({ kind, start, end, confidence })
        }
      }
      return spans
    })
  }
}
