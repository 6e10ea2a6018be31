import { describe, expect, test } from '@jest/globals'
import { defaultGate, type EvidenceFeatures, evidenceScore } from '../../../src/domain/answers/evidence-gate.ts'
import { aurocOf, crossValidate, type EvidenceSample, fitGate, fitThreshold } from '../../../src/evaluation/fit-gate.ts'

const middling: EvidenceFeatures = {
  coverage: 0.5,
  likeness: 0.6,
  sentence: 1.4,
  lead: 0.3,
  kind: 1,
  weakest: 0.4,
  rarest: 0.2,
  size: 3,
}

/** Numbers between −1 and 1 that are the same in every run. */
function noise(seed: number): number {
  return Math.sin(seed * 12.9898) * Math.cos(seed * 78.233)
}

/** Questions whose coverage says how they end; nothing else does. */
function samplesBy(feature: 'coverage' | 'lead', count: number): readonly EvidenceSample[] {
  return Array.from({ length: count }, (_, at) => {
    const answerable = at % 2 === 0
    const features = {
      ...middling,
      likeness: 0.6 + 0.1 * noise(at + 0.5),
      coverage: 0.5 + 0.2 * noise(at + 0.25),
      [feature]: 0.5 + (answerable ? 0.2 : -0.2) + 0.2 * noise(at),
    }
    return { answerable, group: `document ${Math.floor(at / 4)}`, features }
  })
}

describe('the threshold', () => {
  test('refuses the wanted share of the answerable questions and no more', () => {
    const scores = Array.from({ length: 40 }, (_, at) => at)
    const threshold = fitThreshold(scores, 0.05)
    expect(scores.filter((score) => score < threshold)).toHaveLength(2)
  })

  test('refuses none of them where none may be refused', () => {
    expect(fitThreshold([3, 1, 2], 0)).toBe(1)
  })
})

describe('a fitted gate', () => {
  test('keeps close to the default weights when there are few questions', () => {
    const { weights } = fitGate(samplesBy('lead', 8), 0.05)
    expect(weights.coverage).toBeGreaterThan(0.4 * defaultGate.weights.coverage)
    expect(weights.lead).toBeGreaterThan(0)
  })

  test('gives a sign the weight that many questions show it to have', () => {
    const { weights } = fitGate(samplesBy('lead', 800), 0.05)
    expect(weights.lead).toBeGreaterThan(2 * defaultGate.weights.lead)
  })

  test('lets through what is answerable and refuses what is not', () => {
    const samples = samplesBy('coverage', 400)
    const { weights, threshold } = fitGate(samples, 0.05)
    const refused = (answerable: boolean) => {
      const own = samples.filter((sample) => sample.answerable === answerable)
      return own.filter(({ features }) => evidenceScore(features, weights) < threshold).length / own.length
    }
    expect(refused(true)).toBeLessThanOrEqual(0.05)
    expect(refused(false)).toBeGreaterThan(0.7)
  })

  test('is judged by questions that it was not fitted to', () => {
    const quality = crossValidate(samplesBy('coverage', 400), 0.05)
    expect(quality.auroc).toBeGreaterThan(0.9)
    expect(quality.falseRefusals).toBeLessThan(0.12)
    expect(quality.trueRefusals).toBeGreaterThan(0.6)
  })
})

test('the chance of the right order counts ties as half', () => {
  expect(aurocOf([1, 2], [0, 1])).toBe(0.875)
})
