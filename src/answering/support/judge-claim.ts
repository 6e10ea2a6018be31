import type { Support } from '../../domain/answer.ts'
import { hasHan, languageOf } from '../../domain/language.ts'
import { sentencesOf } from '../../domain/sentences.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { factsOf, knownFrom, missingFacts } from './facts-in.ts'
import { contradicts } from './polarity.ts'
import { withoutQuantities } from './quantities-in.ts'

/** A passage as a claim is held against it. */
export interface Ground {
  readonly title: string
  readonly headingPath: readonly string[]
  readonly text: string
}

export interface ClaimJudgement {
  /** `unsure`: the facts agree, but the words differ, so that only meaning can tell. */
  readonly support: Support | 'unsure'
  /** The sentence of the grounds that comes closest, in words. */
  readonly closest: string
}

/** How much a term says; all the same where the rarity of terms is not known. */
export type Weight = (term: string) => number

/** Share of a claim's terms in the evidence, from which on the words carry it; and in one sentence of it. */
const floors = { passage: 0.6, sentence: 0.45 }
/** Below this share nothing is said with the words of the claim, and above it an opposite is one. */
const sameStatement = 0.5

/**
 * Holds a claim against passages. Numbers with their units, dates, codes and names that the passages do not
 * hold make it unsupported, and so does a negation or an opposite word on one side of the same statement. A fact that
 * only the question holds, or that stands apart from the other words of the claim, makes it weak. The rest goes by the
 * share of its terms; where that does not tell, it says so.
 */
export function judgeClaim(
  claim: string,
  grounds: readonly Ground[],
  question: string,
  analyzer: TextAnalyzer,
  weight: Weight = () => 1,
): ClaimJudgement {
  const context = grounds.map(({ title, headingPath, text }) => [title, ...headingPath, text].join('\n')).join('\n')
  const terms = analyzer.queryTerms(claim)
  const total = terms.reduce((sum, term) => sum + weight(term), 0)
  const shareIn = (text: string) => {
    const held = new Set(analyzer.documentTerms(text))
    return total === 0 ? 0 : terms.reduce((sum, term) => sum + (held.has(term) ? weight(term) : 0), 0) / total
  }
  const windows = grounds.flatMap(({ text }) => windowsOf(text)).map((text) => ({ text, share: shareIn(text) }))
  const closest = windows.reduce((best, window) => (window.share > best.share ? window : best), { text: '', share: -1 })

  const facts = factsOf(claim)
  const isMissing = missingFacts(facts, knownFrom(context)).length > 0
  if (isMissing && missingFacts(facts, knownFrom(`${context}\n${question}`)).length > 0) {
    return { support: 'unsupported', closest: closest.text }
  }
  const pairs = counterparts(claim, windows, analyzer)
  if (pairs.some(opposes)) return { support: 'unsupported', closest: closest.text }
  if (isMissing || pairs.some(isOfSomethingElse)) return { support: 'weak', closest: closest.text }

  const hasFacts = facts.quantities.length + facts.dates.length + facts.codes.length > 0
  const together = windows.filter(({ text }) => missingFacts(facts, knownFrom(`${text}\n${question}`)).length === 0)
  if (hasFacts && together.length === 0) return { support: 'weak', closest: closest.text }
  // "60 %.": the facts are all that is said.
  const isBare = hasFacts && analyzer.queryTerms(withoutQuantities(claim)).length <= 1
  if (terms.length === 0 || isBare) return { support: 'supported', closest: closest.text }
  const nearest = together.reduce((best, window) => (window.share > best.share ? window : best), { text: '', share: 0 })
  if (isOtherLanguage(claim, context)) return { support: 'unsure', closest: nearest.text || closest.text }
  if (shareIn(context) >= floors.passage && nearest.share >= floors.sentence) {
    return { support: 'supported', closest: nearest.text }
  }
  return { support: 'unsure', closest: nearest.text || closest.text }
}

/** Sentences, and each with the one before it: a claim may join what two sentences say. */
function windowsOf(text: string): readonly string[] {
  const sentences = sentencesOf(text)
  const alone = sentences.map((sentence) => sentence.text)
  const pairs = sentences.slice(1).map((sentence, index) => text.slice(sentences[index]?.start ?? 0, sentence.end))
  return alone.length === 0 ? [text] : [...alone, ...pairs]
}

const clauseEnd =
  /(?:[,:](?!\d))|[;，；。：!?！？]|\.(?=\s|$)|\b(?:but|while|whereas|although|unless|if|when|because|which|who)\b|但|除非|如果/iu

function clausesOf(text: string): readonly string[] {
  return text.split(clauseEnd).filter((clause) => /\p{L}{2}/u.test(clause))
}

interface Clause {
  readonly text: string
  /** How much of the claim's clause it holds, and how alike the two are (Jaccard), 0…1. */
  readonly share: number
  readonly likeness: number
}

/** The clauses of the evidence that speak of the same as each clause of the claim, whatever numbers they name. */
function counterparts(
  claim: string,
  windows: readonly { readonly text: string }[],
  analyzer: TextAnalyzer,
): readonly { readonly clause: string; readonly same: readonly Clause[] }[] {
  const grounds = windows
    .flatMap(({ text }) => clausesOf(text))
    .map((text) => ({ text, terms: new Set(analyzer.documentTerms(withoutQuantities(text))) }))
  return clausesOf(claim).flatMap((clause) => {
    const terms = analyzer.queryTerms(withoutQuantities(clause))
    if (terms.length < 2) return []
    const scored = grounds.map(({ text, terms: held }) => {
      const shared = terms.filter((term) => held.has(term)).length
      return { text, share: shared / terms.length, likeness: shared / (terms.length + held.size - shared) }
    })
    const same = scored.filter(({ share }) => share >= sameStatement).toSorted((a, b) => b.likeness - a.likeness)
    return same.length === 0 ? [] : [{ clause, same }]
  })
}

/** Whether the clauses that are most like a clause of the claim say the opposite of it. */
function opposes({ clause, same }: { readonly clause: string; readonly same: readonly Clause[] }): boolean {
  const best = same[0]?.likeness ?? 0
  return same.filter(({ likeness }) => likeness >= best * 0.999).every(({ text }) => contradicts(clause, text))
}

/** Whether the clause that is most like one of the claim says another number, and the claim's stands in one less like it. */
function isOfSomethingElse({ clause, same }: { readonly clause: string; readonly same: readonly Clause[] }): boolean {
  const { quantities } = factsOf(clause)
  const [best] = same
  if (quantities.length === 0 || best === undefined || factsOf(best.text).quantities.length === 0) return false
  const fitting = same.find(({ text }) => missingFacts(factsOf(clause), knownFrom(text)).length === 0)
  return fitting === undefined ? best.likeness >= sameStatement : fitting.likeness < best.likeness * 0.8
}

function isOtherLanguage(claim: string, context: string): boolean {
  return hasHan(claim) !== hasHan(context) || languageOf(claim) !== languageOf(context)
}
