import type { Calibration } from '../../domain/answers/calibration.ts'
import type { Language } from '../../domain/language.ts'
import type { CalibrationStore } from '../../ports/calibration-store.ts'

export function createMemoryCalibrationStore(): CalibrationStore {
  const kept = new Map<Language, Calibration>()
  return {
    get: async (language) => kept.get(language),
    async put(calibration) {
      kept.set(calibration.language, calibration)
    },
  }
}
