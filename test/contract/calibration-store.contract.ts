import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Calibration } from '../../src/domain/answers/calibration.ts'
import { defaultGate } from '../../src/domain/answers/evidence-gate.ts'
import type { CalibrationStore } from '../../src/ports/calibration-store.ts'

export interface OpenCalibrations {
  readonly records: { readonly calibrations: CalibrationStore }
  close(): Promise<void>
}

const calibration: Calibration = {
  language: 'zh',
  gate: { ...defaultGate, threshold: 10.25 },
  madeFrom: 'golden-questions',
  falseRefusals: 0.05,
  answerable: 40,
  unanswerable: 43,
  embedder: 'model-a',
  chunks: 526,
  at: 1_764_000_000_000,
}

/** What every calibration store does. */
export function calibrationStoreContract(open: () => Promise<OpenCalibrations>): void {
  let opened: OpenCalibrations
  let calibrations: CalibrationStore

  beforeEach(async () => {
    opened = await open()
    calibrations = opened.records.calibrations
  })

  afterEach(() => opened.close())

  test('has none for a language that was never calibrated', async () => {
    await calibrations.put(calibration)
    expect(await calibrations.get('en')).toBeUndefined()
  })

  test('gives back what was kept, to the last digit', async () => {
    await calibrations.put(calibration)
    expect(await calibrations.get('zh')).toEqual(calibration)
  })

  test('keeps the last one of each language', async () => {
    await calibrations.put(calibration)
    await calibrations.put({ ...calibration, language: 'en' })
    await calibrations.put({ ...calibration, chunks: 900 })
    expect((await calibrations.get('zh'))?.chunks).toBe(900)
    expect((await calibrations.get('en'))?.chunks).toBe(526)
  })
}
