import { hasHan } from '../domain/language.ts'
import type { Sentence } from '../domain/sentences.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { KeywordIndex } from '../ports/keyword-index.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'
import { answeringSentences, type Place, quotable } from './quotable.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'
import { termOverlap } from './term-overlap.ts'
import { coverage, type TermWeight, weighTerms } from './term-weights.ts'

/** Words of a passage that answer, as they stand in it; offsets are those of the passage's text. */
export interface Extract {
  readonly passage: RetrievedPassage
  readonly words: Place
}

export type ExtractAnswer = (
  question: string,
  passages: readonly RetrievedPassage[],
  signal: AbortSignal,
) => Promise<readonly Extract[]>

const passagesRead = 6
/** How many sentences are compared by meaning; the rest drop out by their words. */
const sentencesEmbedded = 24
const mostExtracts = 3
/** A further sentence must come this close to the best one. */
const closeToBest = 0.82

/** Share of the shorter sentence's terms that both hold, from which on they say the same thing. */
const nearDuplicate = 0.75

interface Candidate extends Extract {
  readonly sentence: Sentence
  readonly terms: ReadonlySet<string>
  readonly lexical: number
}

/**
 * The sentences that answer best, in the order of the documents: scored by the rarity-weighted words
 * they share with the question, their likeness in meaning, and the rank of their passage. A sentence
 * that announces a list brings the list.
 */
export function createExtractAnswer(keywords: KeywordIndex, analyzer: TextAnalyzer, embedder: Embedder): ExtractAnswer {
  return async (question, passages, signal) => {
    const terms = analyzer.queryTerms(question)
    const weight = await weighTerms(keywords, terms)
    const read = passages.slice(0, passagesRead)
    const candidates = withoutSuperseded(read.flatMap((passage) => candidatesOf(passage, terms, weight, analyzer)))
      .toSorted((a, b) => b.lexical + b.passage.score - (a.lexical + a.passage.score))
      .slice(0, sentencesEmbedded)
    const [questionVector, ...vectors] = await embedder.embed(
      [
        question,
        ...candidates.map(
          ({ sentence, passage }) => `${passage.headingPath.at(-1) ?? passage.title}: ${sentence.text}`,
        ),
      ],
      'query',
      signal,
    )
    const scored = candidates
      .map((candidate, index) => ({
        candidate,
        score: candidate.lexical + cosine(questionVector, vectors[index]) + 0.5 * candidate.passage.score,
      }))
      .toSorted((a, b) => b.score - a.score)
    const best = scored[0]?.score ?? 0
    const chosen = scored
      .filter(
        ({ score, candidate }, rank) =>
          rank === 0 || (score >= best * closeToBest && answersInKind(question, candidate)),
      )
      .slice(0, mostExtracts)
      .map(({ candidate }) => ({
        passage: candidate.passage,
        words: quotable(candidate.passage.text, candidate.sentence),
      }))
    return chosen.length > 0 ? inReadingOrder(withoutRepeats(chosen), read) : wholePassage(read)
  }
}

function candidatesOf(
  passage: RetrievedPassage,
  questionTerms: readonly string[],
  weight: TermWeight,
  analyzer: TextAnalyzer,
): readonly Candidate[] {
  const headingTerms = analyzer.documentTerms(passage.headingPath.at(-1) ?? '')
  return answeringSentences(passage.text).map((sentence) => {
    const terms = new Set(analyzer.documentTerms(sentence.text))
    const lexical = coverage(questionTerms, new Set([...terms, ...headingTerms]), weight)
    return { passage, sentence, words: sentence, terms, lexical }
  })
}

/** Leaves out what a newer document says in nearly the same words: there it was replaced. */
function withoutSuperseded(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (older) =>
      !candidates.some(
        (newer) =>
          (newer.passage.date ?? '') > (older.passage.date ?? newer.passage.date ?? '') &&
          newer.passage.documentId !== older.passage.documentId &&
          termOverlap(newer.terms, older.terms) >= nearDuplicate,
      ),
  )
}

/** A passage without any sentence, such as a lone table head, is quoted as it is. */
function wholePassage([best]: readonly RetrievedPassage[]): readonly Extract[] {
  return best === undefined ? [] : [{ passage: best, words: { start: 0, end: best.text.length } }]
}

/** A second sentence should not switch the language of the answer. */
function answersInKind(question: string, candidate: Candidate): boolean {
  return hasHan(question) === hasHan(candidate.sentence.text)
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return 0
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

function withoutRepeats(extracts: readonly Extract[]): readonly Extract[] {
  const seen = new Set<string>()
  return extracts.filter(({ passage, words }) => {
    const text = passage.text
      .slice(words.start, words.end)
      .replaceAll(/[\s\p{P}]+/gu, '')
      .toLowerCase()
    const inside = [...seen].some((other) => other.includes(text) || text.includes(other))
    seen.add(text)
    return !inside
  })
}

function inReadingOrder(extracts: readonly Extract[], passages: readonly RetrievedPassage[]): readonly Extract[] {
  const rank = (extract: Extract) => passages.findIndex(({ documentId }) => documentId === extract.passage.documentId)
  return extracts.toSorted(
    (a, b) => rank(a) - rank(b) || a.passage.start + a.words.start - (b.passage.start + b.words.start),
  )
}
