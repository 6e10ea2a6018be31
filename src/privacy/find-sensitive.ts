import type { CompanyRules } from '../domain/privacy/company-rules.ts'
import { createTextMemory } from '../domain/text/text-memory.ts'
import { isHidden, type SensitiveKind, type SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
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
  let spansOf = createSpanReader(knowledge.companyRules.current(), allIn)
  let directory = knowledge.directory.current()
  let rules = knowledge.companyRules.current()
  return (text, hides) => {
    if (directory !== knowledge.directory.current() || rules !== knowledge.companyRules.current()) {
      directory = knowledge.directory.current()
      rules = knowledge.companyRules.current()
      spansOf = createSpanReader(rules, allIn)
    }
    return resolveOverlaps(spansOf(text), text, hides)
  }

  function allIn(searchable: SearchableText): readonly SensitiveSpan[] {
    return [
      ...formsIn(searchable),
      ...Object.values(nameRecognisers).flatMap((recogniser) => recogniser.find(searchable, knowledge)),
    ]
  }
}

/**
 * Finds values by their form and the rules of the company alone: what needs no dictionary, and is the same whatever
 * stands around the text.
 * @see FindSensitive
 */
export function createFindByForm(rules: CompanyRules): FindSensitive {
  const spansOf = formReaders.get(rules) ?? createSpanReader(rules, formsIn)
  formReaders.set(rules, spansOf)
  return (text, hides) => resolveOverlaps(spansOf(text), text, hides)
}

const formReaders = new WeakMap<CompanyRules, SpanReader>()

/** What of it is hidden from a model: all but what says little by itself. */
export function onlyHidden(find: FindSensitive): FindSensitive {
  return (text) => find(text).filter(({ kind }) => isHidden(kind))
}

function formsIn(searchable: SearchableText): readonly SensitiveSpan[] {
  return Object.values(recognisers).flatMap((recogniser) => recogniser.find(searchable))
}

/** The values of a text, which may overlap; not to be changed. */
type SpanReader = (text: string) => readonly SensitiveSpan[]

/** How many characters of texts are remembered with what was found in them. */
const remembered = 1_000_000

/** Looks through a text once, however often it comes: what is hidden of it is another question. */
function createSpanReader(
  rules: CompanyRules,
  spansIn: (searchable: SearchableText) => readonly SensitiveSpan[],
): SpanReader {
  const memory = createTextMemory<readonly SensitiveSpan[]>(remembered)
  return (text) =>
    memory(text, () => {
      const visible = visibleText(text)
      const searchable = searchableText(visible.text)
      return companyValuesOf(rules)
        .addTo(spansIn(searchable), searchable)
        .map((span) => ({
          ...span,
          start: visible.originalOffset(span.start),
          end: visible.originalOffset(span.end - 1) + 1,
        }))
    })
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
