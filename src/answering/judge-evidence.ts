import type { KeywordIndex } from '../ports/keyword-index.ts'
import type { TextAnalyzer } from '../ports/text-analyzer.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'
import { coverage, weighTerms } from './term-weights.ts'

export interface EvidenceJudgement {
  readonly sufficient: boolean
  /** Share of the question's weighted terms that one of the best passages holds, 0…1. */
  readonly coverage: number
  /** Best cosine between the question and a passage. */
  readonly similarity: number
}

export type JudgeEvidence = (question: string, passages: readonly RetrievedPassage[]) => Promise<EvidenceJudgement>

/** How many of the best passages are looked at. */
const depth = 5

/**
 * The least sum of coverage and similarity that carries an answer. Neither does alone: words refuse
 * questions in another language than their answer, likeness accepts whatever is on the subject. On
 * XQuAD with the right passage withheld the sum separates with an AUROC of .94 in both languages.
 */
const leastEvidence = 0.75

/** Says whether the passages can carry an answer at all. */
export function createJudgeEvidence(keywords: KeywordIndex, analyzer: TextAnalyzer): JudgeEvidence {
  return async (question, passages) => {
    const best = passages.slice(0, depth)
    const terms = analyzer.queryTerms(question)
    const weight = await weighTerms(keywords, terms)
    const covered = Math.max(
      0,
      ...best.map((passage) => coverage(terms, new Set(analyzer.documentTerms(contextOf(passage))), weight)),
    )
    const similarity = Math.max(0, ...best.map((passage) => passage.dense))
    const sufficient = best.length > 0 && covered + similarity >= leastEvidence
    return { sufficient, coverage: covered, similarity }
  }
}

/** A passage with the words it stands under. */
function contextOf(passage: Pick<RetrievedPassage, 'title' | 'headingPath' | 'text'>): string {
  return [passage.title, ...passage.headingPath, passage.text].join('\n')
}
