import { documentText, questionText } from '../../domain/privacy/sourced-text.ts'
import type { GuardedEmbedder } from '../../ports/guarded-embedder.ts'
import type { ComparedPassage, ComparedSentence, Comparison } from './compare-question.ts'
import { ifPaid } from '../if-paid.ts'

export type EmbedSentences = (comparison: Comparison, signal: AbortSignal) => Promise<Comparison>

/** How many sentences are compared by meaning; the rest drop out by their words. */
const sentencesEmbedded = 24

/**
 * Gives sentences a likeness where the index holds no vectors of tokens: those that share most words with the question
 * are embedded now, under their heading. A comparison by tokens is left as it is. Sentences that the model may not see
 * count as ordinary ones among those it saw.
 */
export function createEmbedSentences(embedder: Pick<GuardedEmbedder, 'embed'>): EmbedSentences {
  return async (comparison, signal) => {
    const { question, passages } = comparison
    const unknown = passages.flatMap((of) => of.sentences.filter(isUnknown).map((sentence) => ({ of, sentence })))
    if (unknown.length === 0) return comparison
    const compared = unknown
      .toSorted((a, b) => b.sentence.coverage + b.of.passage.score - (a.sentence.coverage + a.of.passage.score))
      .slice(0, sentencesEmbedded)
    const [asked, ...vectors] = await ifPaid(
      embedder.embed(
        [
          questionText(question.text),
          ...compared.map(({ of, sentence }) => documentText(underHeading(of, sentence), of.passage.classification)),
        ],
        'query',
        signal,
      ),
      [],
    )
    const cosines = compared.map((_, at) => cosine(asked, vectors[at]))
    const ordinary = meanOf(cosines.filter((found) => found !== undefined))
    const likeness = new Map(compared.map(({ sentence }, at) => [sentence, cosines[at] ?? ordinary]))
    return {
      question,
      passages: passages.map((passage) => ({
        ...passage,
        sentences: passage.sentences.map((sentence) =>
          isUnknown(sentence) ? { ...sentence, likeness: likeness.get(sentence) ?? 0 } : sentence,
        ),
      })),
    }
  }
}

function isUnknown({ likeness }: ComparedSentence): boolean {
  return likeness === undefined
}

function underHeading({ passage }: ComparedPassage, { sentence }: ComparedSentence): string {
  return `${passage.headingPath.at(-1) ?? passage.title}: ${sentence.text}`
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
