import type { Calibration } from '../domain/answers/calibration.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Language } from '../domain/language.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { CalibrationStore } from '../ports/calibration-store.ts'
import type { Clock } from '../ports/clock.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'
import { crossValidate, type EvidenceSample, fitGate, type GateQuality } from './fit-gate.ts'
import type { GatherEvidence } from './gather-evidence.ts'
import type { GoldenQuestion } from './golden-question.ts'

/** Fewer answerable questions than these say nothing about one in twenty. */
export const leastAnswerable = 20

/** What became of the questions in a language. */
export interface CalibrationResult {
  readonly language: Language
  readonly answerable: number
  readonly unanswerable: number
  /** Undefined where there were too few questions; the gate stays as it was. */
  readonly calibration?: Calibration
  /** By cross-validation: how the gate does on questions that it was not fitted to. */
  readonly quality?: GateQuality
}

export interface CalibrateOptions {
  readonly principal: Principal
  /** The share of answerable questions that may be refused, 0…1. */
  readonly falseRefusals: number
}

export type Calibrate = (
  questions: readonly GoldenQuestion[],
  options: CalibrateOptions,
  onDone: (done: number) => void,
  signal: AbortSignal,
) => Promise<readonly CalibrationResult[]>

export interface CalibrateParts {
  readonly gatherEvidence: GatherEvidence
  readonly calibrations: CalibrationStore
  readonly registry: Pick<DocumentRegistry, 'indexIdentity' | 'counts'>
  readonly clock: Clock
}

/**
 * Fits the evidence gate to golden questions, language by language, and keeps it. No model is called.
 * @throws LorekeepError `bad-arguments` when nothing is indexed
 */
export function createCalibrate(parts: CalibrateParts): Calibrate {
  return async (questions, { principal, falseRefusals }, onDone, signal) => {
    const [identity, { chunks }] = await Promise.all([parts.registry.indexIdentity(), parts.registry.counts()])
    if (identity === undefined || chunks === 0) {
      throw new LorekeepError('bad-arguments', 'The index holds no documents.', {
        hint: 'Ingest the documents that the questions are about first.',
      })
    }
    const samples: Record<Language, EvidenceSample[]> = { en: [], zh: [] }
    let done = 0
    for (const question of questions) {
      signal.throwIfAborted()
      if (isOfUse(question))
        samples[question.language].push(...(await parts.gatherEvidence(question, principal, signal)))
      onDone(++done)
    }
    const results: CalibrationResult[] = []
    for (const language of ['en', 'zh'] as const) {
      const own = samples[language]
      if (own.length === 0) continue
      const answerable = own.filter((sample) => sample.answerable).length
      const counted = { language, answerable, unanswerable: own.length - answerable }
      if (answerable < leastAnswerable) {
        results.push(counted)
        continue
      }
      const calibration: Calibration = {
        ...counted,
        gate: fitGate(own, falseRefusals),
        madeFrom: 'golden-questions',
        falseRefusals,
        embedder: identity.id,
        chunks,
        at: parts.clock(),
      }
      await parts.calibrations.put(calibration)
      results.push({ ...counted, calibration, quality: crossValidate(own, falseRefusals) })
    }
    return results
  }
}

/** Answers that name no document cannot be withheld, and those that are blocked never reach the gate. */
function isOfUse({ status, documents }: GoldenQuestion): boolean {
  return status === 'abstained' || (status === 'answered' && documents.length > 0)
}
