import type { CompanyRecogniser, CompanyRules } from '../../domain/privacy/company-rules.ts'
import type { CustomKind, SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import { cueBefore, cueBehind, cues, latinWords } from '../recognisers/clues/cues.ts'
import type { SearchableText } from '../searchable-text.ts'
import { checksumHolds } from './checksum-holds.ts'
import { createValueList, type Place } from './value-list.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** What a company calls sensitive, and what not. */
export interface CompanyValues {
  /**
   * What was found otherwise and by the company's own patterns, without what lies in a value that is never sensitive;
   * and the values that always are. Spans may overlap. The work grows with the text.
   */
  addTo(found: readonly SensitiveSpan[], text: SearchableText): readonly SensitiveSpan[]
}

const reach = 40
const confidence = { plain: 0.9, checked: 0.96, listed: 1 } as const

const made = new WeakMap<CompanyRules, CompanyValues>()

/** The values of a company's rules, which are made ready once. */
export function companyValuesOf(rules: CompanyRules): CompanyValues {
  const values = made.get(rules) ?? createCompanyValues(rules)
  made.set(rules, values)
  return values
}

function createCompanyValues({ recognisers, deny, allow }: CompanyRules): CompanyValues {
  const finders = recognisers.map(createFinder)
  const denied = Object.entries(deny).map(([kind, values]) => ({
    kind: kind as CustomKind,
    list: createValueList(values),
  }))
  const allowed = createValueList(allow)
  return {
    addTo(found, text) {
      const { folded } = text
      const matched = outsidePlaceholders(
        finders.flatMap((find) => find(text)),
        folded,
      )
      const listed = denied.flatMap(({ kind, list }) =>
        list.find(folded).map((place): SensitiveSpan => ({ ...place, kind, confidence: confidence.listed })),
      )
      return [
        ...outside(allowed.find(folded), [...found, ...matched], folded.length),
        ...outsidePlaceholders(listed, folded),
      ]
    },
  }
}

/** The spans that do not lie in one of some places. */
function outside(places: readonly Place[], spans: readonly SensitiveSpan[], length: number): readonly SensitiveSpan[] {
  if (places.length === 0) return spans
  const reaches = reachesOf(places, length)
  return spans.filter(({ start, end }) => (reaches[start] ?? 0) < end)
}

/** How far the places go that begin at or before each character. */
function reachesOf(places: readonly Place[], length: number): Uint32Array {
  const reaches = new Uint32Array(length)
  for (const { start, end } of places) reaches[start] = Math.max(reaches[start] ?? 0, end)
  for (let at = 1; at < length; at += 1) reaches[at] = Math.max(reaches[at] ?? 0, reaches[at - 1] ?? 0)
  return reaches
}

function createFinder(rule: CompanyRecogniser): (text: SearchableText) => readonly SensitiveSpan[] {
  const pattern = new RegExp(`(?<![A-Za-z0-9_])(?:${rule.pattern})(?![A-Za-z0-9_])`, 'giu')
  const words = rule.words.length === 0 ? undefined : cues({ for: rule.words.map(patternOfWord).join('|') })
  return ({ folded }) =>
    allMatches(folded, pattern).flatMap((match): readonly SensitiveSpan[] => {
      const [value] = match
      const start = match.index
      const end = start + value.length
      const named = match.slice(1).find((group) => group !== undefined)
      if (rule.checksum !== undefined && !checksumHolds(rule.checksum, named ?? value)) return []
      const cue = words && (cueBefore(folded, start, reach, words) ?? cueBehind(folded, end, words))
      if (rule.wordsRequired && cue === undefined) return []
      const isSure = rule.checksum !== undefined || cue !== undefined
      const { kind, name } = rule
      return [{ kind, start, end, confidence: isSure ? confidence.checked : confidence.plain, rule: name }]
    })
}

function patternOfWord(word: string): string {
  const escaped = word.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, '\\$&').replaceAll(/\s+/g, '\\s+')
  return /[a-z]/i.test(word) ? latinWords(escaped) : escaped
}

/** A value that was hidden before is not one of the company's, whatever its placeholder looks like. */
const placeholder = /\[[A-Z][A-Z_]*_\d{1,6}\]/g

function outsidePlaceholders(spans: readonly SensitiveSpan[], text: string): readonly SensitiveSpan[] {
  if (spans.length === 0) return spans
  const taken = new Uint8Array(text.length)
  for (const { index, 0: found } of allMatches(text, placeholder)) taken.fill(1, index, index + found.length)
  return spans.filter(({ start, end }) => !taken.subarray(start, end).includes(1))
}
