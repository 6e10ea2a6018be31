import { isHidden, type SensitiveKind, type SensitiveSpan } from '../domain/sensitive-span.ts'
import type { Knowledge } from './knowledge.ts'
import { resolveOverlaps } from './overlaps.ts'
import { nameRecognisers, recognisers } from './recognisers.ts'
import { type SearchableText, searchableText } from './searchable-text.ts'
import { visibleText } from './visible-text.ts'

/** How often each kind was found; kinds that were not found are absent. */
export type KindCounts = Readonly<Partial<Record<SensitiveKind, number>>>

/**
 * Every sensitive value of a text, in order, none overlapping. Invisible characters and full-width forms
 * hide nothing; offsets refer to the text as given. The work grows with the length of the text.
 */
export type FindSensitive = (text: string) => readonly SensitiveSpan[]

/** Finds values by their form, and people, companies and addresses by what is known of names. */
export function createFindSensitive(knowledge: Knowledge): FindSensitive {
  return (text) =>
    find(text, (searchable) => [
      ...formsIn(searchable),
      ...Object.values(nameRecognisers).flatMap((recogniser) => recogniser.find(searchable, knowledge)),
    ])
}

/**
 * Finds values by their form alone: what needs no dictionary, and is the same whatever stands around the text.
 * @see FindSensitive
 */
export const findByForm: FindSensitive = (text) => find(text, formsIn)

/** What of it is hidden from a model: all but what says little by itself. */
export function onlyHidden(find: FindSensitive): FindSensitive {
  return (text) => find(text).filter(({ kind }) => isHidden(kind))
}

function formsIn(searchable: SearchableText): readonly SensitiveSpan[] {
  return Object.values(recognisers).flatMap((recogniser) => recogniser.find(searchable))
}

function find(
  text: string,
  spansIn: (searchable: SearchableText) => readonly SensitiveSpan[],
): readonly SensitiveSpan[] {
  const visible = visibleText(text)
  const spans = spansIn(searchableText(visible.text)).map((span) => ({
    ...span,
    start: visible.originalOffset(span.start),
    end: visible.originalOffset(span.end - 1) + 1,
  }))
  return resolveOverlaps(spans, text)
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
