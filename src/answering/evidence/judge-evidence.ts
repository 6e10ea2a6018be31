import { type EvidenceGate, evidenceScore } from '../../domain/answers/evidence-gate.ts'
import { languageOf, type Language } from '../../domain/language.ts'
import type { CompareQuestion, Comparison } from '../sentences/compare-question.ts'
import { evidenceFeaturesOf } from './evidence-features.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

export interface EvidenceJudgement {
  readonly sufficient: boolean
  /** Share of the question's weighted terms that one of the best passages holds, 0…1. */
  readonly coverage: number
  /** Likeness in meaning of the question and the best passage, 0…1. */
  readonly similarity: number
  /** What speaks for an answer, summed up; comparable within one calibration. */
  readonly score: number
  /** The least score that carries an answer. */
  readonly threshold: number
}

export type JudgeEvidence = (
  question: string,
  passages: readonly RetrievedPassage[],
  signal: AbortSignal,
) => Promise<{ readonly judgement: EvidenceJudgement; readonly comparison: Comparison }>

/** The gate that holds for questions in a language now. */
export type GateFor = (language: Language) => Promise<EvidenceGate>

/** Says whether the passages can carry an answer at all. */
export function createJudgeEvidence(compareQuestion: CompareQuestion, gateFor: GateFor): JudgeEvidence {
  return async (question, passages, signal) => {
    const [comparison, gate] = await Promise.all([
      compareQuestion(question, passages, signal),
      gateFor(languageOf(question)),
    ])
    const features = evidenceFeaturesOf(comparison)
    const score = evidenceScore(features, gate.weights)
    const judgement = {
      sufficient: passages.length > 0 && score >= gate.threshold,
      coverage: features.coverage,
      similarity: features.likeness,
      score,
      threshold: gate.threshold,
    }
    return { judgement, comparison }
  }
}
