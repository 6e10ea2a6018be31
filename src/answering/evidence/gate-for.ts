import { fitsIndex } from '../../domain/answers/calibration.ts'
import { defaultGate } from '../../domain/answers/evidence-gate.ts'
import type { CalibrationStore } from '../../ports/calibration-store.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { GateFor } from './judge-evidence.ts'

/** The gate that was fitted to the index as it is; else the default one. */
export function createGateFor(
  calibrations: Pick<CalibrationStore, 'get'>,
  registry: Pick<DocumentRegistry, 'indexIdentity' | 'counts'>,
): GateFor {
  return async (language) => {
    const calibration = await calibrations.get(language)
    if (calibration === undefined) return defaultGate
    const [identity, { chunks }] = await Promise.all([registry.indexIdentity(), registry.counts()])
    const isOfQuestions = calibration.madeFrom === 'golden-questions' && calibration.embedder === identity?.id
    return isOfQuestions || fitsIndex(calibration, identity?.id ?? '', chunks) ? calibration.gate : defaultGate
  }
}
