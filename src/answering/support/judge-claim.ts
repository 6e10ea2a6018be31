import type { Support } from '../../domain/answers/answer.ts'
import { hasHan, languageOf } from '../../domain/language.ts'
import { sentencesOf } from '../../domain/text/sentences.ts'
import type { TextAnalyzer } from '../../ports/text-analyzer.ts'
import { type Departure, compareWording, wordsInOrder } from './compare-wording.ts'
import { datesIn } from './dates-in.ts'
import { coverage } from '../sentences/term-weights.ts'
import { factsOf, isNamed, knownFrom, missingFacts, namesIn } from './facts-in.ts'
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
  const terms = analyzer.queryTerms(withoutQuantities(datesIn(claim).rest))
  // Facts are looked up one by one; written in another notation they must not count as words that are missing.
  const readings = [analyzer.queryTerms(claim), terms]
  const shareIn = (text: string) => {
    const held = new Set(analyzer.documentTerms(text))
    return Math.max(...readings.map((reading) => coverage(reading, held, weight)))
  }
  const windows = grounds
    .flatMap(({ text }) => windowsOf(text))
    .map((window) => ({ ...window, share: shareIn(window.text) }))
  const closest = windows.reduce((best, window) => (window.share > best.share ? window : best), { text: '', share: -1 })

  const facts = factsOf(claim)
  const isMissing = missingFacts(facts, knownFrom(context)).length > 0
  if (isMissing && missingFacts(facts, knownFrom(`${context}\n${question}`)).length > 0) {
    return { support: 'unsupported', closest: closest.text }
  }
  const { departure, isCopy } = copyOf(claim, windows, context)
  if (departure === 'turned' || departure === 'exchanged') return { support: 'unsupported', closest: closest.text }
  // Other clauses may say the opposite of what is repeated word for word: of something else.
  const pairs = isCopy ? [] : counterparts(claim, windows, analyzer)
  if (pairs.some(opposes)) return { support: 'unsupported', closest: closest.text }
  if (isMissing || departure === 'moved' || pairs.some(isOfSomethingElse) || namesAnother(claim, windows, analyzer))
    return { support: 'weak', closest: closest.text }

  const hasFacts = facts.quantities.length + facts.dates.length + facts.codes.length > 0
  // What the evidence says alone need not be read together with the question.
  const together = windows.filter(
    ({ text }) =>
      missingFacts(facts, knownFrom(text)).length === 0 ||
      missingFacts(facts, knownFrom(`${text}\n${question}`)).length === 0,
  )
  if (hasFacts && together.length === 0) return { support: 'weak', closest: closest.text }
  // "60 %.": the facts are all that is said.
  const isBare = hasFacts && terms.length <= 1
  if (terms.length === 0 || isBare) return { support: 'supported', closest: closest.text }
  const nearest = together.reduce((best, window) => (window.share > best.share ? window : best), { text: '', share: 0 })
  if (isOtherLanguage(claim, context)) return { support: 'unsure', closest: nearest.text || closest.text }
  if (shareIn(context) >= floors.passage && nearest.share >= floors.sentence) {
    return { support: 'supported', closest: nearest.text }
  }
  return { support: 'unsure', closest: nearest.text || closest.text }
}

/** So much of a claim must stand in a sentence in the same order for it to be a copy of it. */
const copy = 0.7
/** Sentences of which less is said in the claim are not laid beside it. */
const comparable = 0.4

/** What answers a question before the claim itself. */
const answerWord = /^\W*(?:no|yes)\s*[,.:;—-]|^\W*(?:不|否|不是|是)[，,。]/iu

/** How a claim departs from the sentence that it copies best, and whether it says nothing else than that sentence. */
function copyOf(
  claim: string,
  windows: readonly (Window & { readonly share: number })[],
  context: string,
): { readonly departure: Departure | undefined; readonly isCopy: boolean } {
  const words = wordsInOrder(claim.replace(answerWord, ''))
  const compared = (isPair: boolean) =>
    windows
      .filter((window) => window.isPair === isPair && window.share >= comparable)
      .map(({ text }) => compareWording(words, wordsInOrder(text), context.replace(text, ' ')))
      .filter(({ share }) => share >= copy)
  const alone = compared(false)
  const wordings = alone.length > 0 ? alone : compared(true)
  const best = Math.max(0, ...wordings.map(({ share }) => share))
  const closest = wordings.filter(({ share }) => share >= best - 0.02)
  const isFaithful = closest.some(({ departure }) => departure === undefined)
  return { departure: isFaithful ? undefined : closest[0]?.departure, isCopy: isFaithful && best === 1 }
}

/** How much more of a claim must stand where other names do than where its own are. */
const apart = 0.25

/** Whether what a claim says of a name is said of another one, and its own name stands with other things. */
function namesAnother(claim: string, windows: readonly { readonly text: string }[], analyzer: TextAnalyzer): boolean {
  return namesIn(claim).some((name) => {
    const others = claim.replaceAll(name, ' ')
    const terms = analyzer.queryTerms(withoutQuantities(others))
    if (terms.length < 3) return false
    const scored = windows.map(({ text }) => {
      const held = new Set(analyzer.documentTerms(text))
      const share = terms.filter((term) => held.has(term)).length / terms.length
      return { text, share, isOf: isNamed(name, knownFrom(text)) }
    })
    const own = Math.max(0, ...scored.filter(({ isOf }) => isOf).map(({ share }) => share))
    const best = scored.reduce((top, one) => (one.share > top.share ? one : top), { text: '', share: 0, isOf: true })
    const hasOther = namesIn(best.text).some((other) => !isNamed(other, knownFrom(claim)))
    return !best.isOf && hasOther && best.share >= floors.passage && best.share - own >= apart
  })
}

/** Sentences, and each with the one before it: a claim may join what two sentences say. */
function windowsOf(text: string): readonly Window[] {
  const sentences = sentencesOf(text)
  if (sentences.length === 0) return [{ text, isPair: false }]
  const pairs = sentences.slice(1).map((sentence, index) => text.slice(sentences[index]?.start ?? 0, sentence.end))
  return [
    ...sentences.map((sentence) => ({ text: sentence.text, isPair: false })),
    ...pairs.map((pair) => ({ text: pair, isPair: true })),
  ]
}

interface Window {
  readonly text: string
  readonly isPair: boolean
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
