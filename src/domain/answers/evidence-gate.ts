/**
 * What says whether passages can carry an answer to a question. Each is about 0…1, and more of it speaks for an
 * answer; `size` is the logarithm of the question's weight, since a long question is matched in part more easily.
 */
export const evidenceFeatures = [
  'coverage',
  'likeness',
  'sentence',
  'lead',
  'kind',
  'weakest',
  'rarest',
  'size',
] as const

export type EvidenceFeature = (typeof evidenceFeatures)[number]

export type EvidenceFeatures = Readonly<Record<EvidenceFeature, number>>

/** How the features are added up, and the least sum that carries an answer. */
export interface EvidenceGate {
  readonly weights: EvidenceFeatures
  readonly threshold: number
}

export function evidenceScore(features: EvidenceFeatures, weights: EvidenceFeatures): number {
  return evidenceFeatures.reduce((sum, name) => sum + features[name] * weights[name], 0)
}

/**
 * The gate of an index that nobody calibrated. The weights are those of a logistic regression over three collections
 * (XQuAD in English and Chinese, the sample documents) with the right document there and withheld, rounded. The
 * threshold is low: it stops what is off the subject and lets through what a calibration would tell apart.
 */
export const defaultGate: EvidenceGate = {
  weights: {
    coverage: 3,
    likeness: 5.5,
    sentence: 0.75,
    lead: 1.4,
    kind: 0.55,
    weakest: 1.5,
    rarest: 2.1,
    size: 0.9,
  },
  threshold: 9.05,
}
