import type { Calibration } from '../domain/answers/calibration.ts'
import type { Language } from '../domain/language.ts'

/** Keeps how the evidence gate was fitted to the index, one calibration for each language. */
export interface CalibrationStore {
  get(language: Language): Promise<Calibration | undefined>
  /** Takes the place of the one before for its language. */
  put(calibration: Calibration): Promise<void>
}
