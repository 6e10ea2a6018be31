import { isHidden, type SensitiveKind, type SensitiveSpan } from '../domain/sensitive-span.ts'
import { resolveOverlaps } from './overlaps.ts'
import { recognisers } from './recognisers.ts'
import { searchableText } from './searchable-text.ts'
import { visibleText } from './visible-text.ts'

/** How often each kind was found; kinds that were not found are absent. */
export type KindCounts = Readonly<Partial<Record<SensitiveKind, number>>>

/**
 * Every sensitive value of a text, in order, none overlapping. Invisible characters and full-width forms
 * hide nothing; offsets refer to the text as given. Pure; the work grows with the length of the text.
 */
export function findSensitive(text: string): readonly SensitiveSpan[] {
  const visible = visibleText(text)
  const searchable = searchableText(visible.text)
  const found = Object.values(recognisers).flatMap((recogniser) => recogniser.find(searchable))
  const spans = found.map((span) => ({
    ...span,
    start: visible.originalOffset(span.start),
    end: visible.originalOffset(span.end - 1) + 1,
  }))
  return resolveOverlaps(spans, text)
}

/** What of it is hidden from a model: all but what says little by itself. */
export function findHidden(text: string): readonly SensitiveSpan[] {
  return findSensitive(text).filter(({ kind }) => isHidden(kind))
}

export function countKinds(spans: readonly Pick<SensitiveSpan, 'kind'>[]): KindCounts {
  const counts: Partial<Record<SensitiveKind, number>> = {}
  for (const { kind } of spans) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** The kinds that occur in a count. */
export function kindsIn(counts: KindCounts): readonly SensitiveKind[] {
  return Object.keys(counts) as SensitiveKind[]
}
