import type { CompanyRules } from '../domain/company-rules.ts'
import { isHidden, type SensitiveKind, type SensitiveSpan } from '../domain/sensitive-span.ts'
import { companyValuesOf } from './company/company-values.ts'
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
 * @param isHidden the kinds that win over others where values overlap; the product's own choice where nothing is said
 */
export type FindSensitive = (text: string, isHidden?: (kind: SensitiveKind) => boolean) => readonly SensitiveSpan[]

/** Finds values by their form, by the rules of the company, and people, companies and addresses by what is known of names. */
export function createFindSensitive(knowledge: Knowledge): FindSensitive {
  return (text, hides) =>
    find(text, knowledge.companyRules.current(), hides, (searchable) => [
      ...formsIn(searchable),
      ...Object.values(nameRecognisers).flatMap((recogniser) => recogniser.find(searchable, knowledge)),
    ])
}

/**
 * Finds values by their form and the rules of the company alone: what needs no dictionary, and is the same whatever
 * stands around the text.
 * @see FindSensitive
 */
export function createFindByForm(rules: CompanyRules): FindSensitive {
  return (text, hides) => find(text, rules, hides, formsIn)
}

/** What of it is hidden from a model: all but what says little by itself. */
export function onlyHidden(find: FindSensitive): FindSensitive {
  return (text) => find(text).filter(({ kind }) => isHidden(kind))
}

function formsIn(searchable: SearchableText): readonly SensitiveSpan[] {
  return Object.values(recognisers).flatMap((recogniser) => recogniser.find(searchable))
}

function find(
  text: string,
  rules: CompanyRules,
  hides: ((kind: SensitiveKind) => boolean) | undefined,
  spansIn: (searchable: SearchableText) => readonly SensitiveSpan[],
): readonly SensitiveSpan[] {
  const visible = visibleText(text)
  const searchable = searchableText(visible.text)
  const found = companyValuesOf(rules).addTo(spansIn(searchable), searchable)
  const spans = found.map((span) => ({
    ...span,
    start: visible.originalOffset(span.start),
    end: visible.originalOffset(span.end - 1) + 1,
  }))
  return resolveOverlaps(spans, text, hides)
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
