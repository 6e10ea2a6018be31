import { hasHan } from '../../domain/language.ts'
import type { ComparedPassage, ComparedSentence, Comparison } from './compare-question.ts'
import { createKindFit } from './kind-fit.ts'
import { termOverlap } from './term-overlap.ts'

/** A sentence with how well it answers; scores are comparable within one question. */
export interface RankedSentence extends ComparedSentence {
  readonly of: ComparedPassage
  /** Its place among the sentences of its passage. */
  readonly position: number
  readonly score: number
}

/** What each sign weighs beside the words that a sentence shares with the question. */
const weights = { likeness: 3, withPrevious: 1, passage: 2.5, rank: 0.5, kind: 0.7 }
/** A part of every score: what comes close to the best one is told by its share of it. */
const level = 0.3
/** As in the evidence: likeness spreads less than coverage does. */
const passageLikeness = 3

/** Share of the shorter sentence's terms that both hold, from which on they say the same thing. */
const nearDuplicate = 0.75

/**
 * The sentences that answer, best first: by the rarity-weighted words they share with the question, by late interaction
 * in the context of their passage, also together with the sentence before, by how close their passage comes, and by
 * how well they hold the kind of thing that was asked for. What a newer document says in nearly the same words is left
 * out of the older one.
 */
export function rankSentences({ question, passages }: Comparison): readonly RankedSentence[] {
  const closeness = ({ coverage, likeness }: ComparedPassage) => coverage + passageLikeness * likeness
  const closest = Math.max(0, ...passages.map(closeness))
  const kindFit = createKindFit(question.text)
  const ranked = passages.flatMap((of) =>
    of.sentences.map((sentence, position): RankedSentence => {
      const previous = of.sentences[position - 1]
      const score =
        sentence.coverage +
        weights.likeness * (sentence.likeness ?? of.likeness) +
        weights.withPrevious * togetherWith(previous, sentence, of.likeness) +
        weights.passage * (closeness(of) - closest) +
        weights.rank * of.passage.score +
        weights.kind * (kindFit(sentence.sentence.text) - 1) +
        level
      return { ...sentence, of, position, score }
    }),
  )
  const inKind = ranked.filter(({ sentence }) => hasHan(sentence.text) === hasHan(question.text))
  const rest = ranked.filter((sentence) => !inKind.includes(sentence))
  return withoutSuperseded([...inKind, ...rest]).toSorted((a, b) => b.score - a.score)
}

/** Mean of the better matches of two neighbours, for a sentence that goes on with what the one before speaks of. */
function togetherWith(
  previous: ComparedSentence | undefined,
  { matches, likeness }: ComparedSentence,
  ofPassage: number,
): number {
  if (previous === undefined || matches.length === 0) return likeness ?? ofPassage
  const better = matches.map((value, at) => Math.max(value, previous.matches[at] ?? 0))
  return better.reduce((sum, value) => sum + value, 0) / better.length
}

function withoutSuperseded(sentences: readonly RankedSentence[]): readonly RankedSentence[] {
  return sentences.filter(
    (older) =>
      !sentences.some(
        (newer) =>
          (newer.of.passage.date ?? '') > (older.of.passage.date ?? newer.of.passage.date ?? '') &&
          newer.of.passage.documentId !== older.of.passage.documentId &&
          termOverlap(newer.terms, older.terms) >= nearDuplicate,
      ),
  )
}
