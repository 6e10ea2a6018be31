import {
  defaultGate,
  type EvidenceFeatures,
  evidenceFeatures,
  type EvidenceGate,
  evidenceScore,
} from '../domain/answers/evidence-gate.ts'

/** What spoke for an answer to a question, and whether there was one to be had. */
export interface EvidenceSample {
  readonly features: EvidenceFeatures
  readonly answerable: boolean
  /** Samples of one group are held out together. */
  readonly group: string
}

/** How well a gate tells questions apart that it was not fitted to. */
export interface GateQuality {
  /** The chance that an answerable question scores higher than one that is not. */
  readonly auroc: number
  /** The share of answerable questions that it refuses. */
  readonly falseRefusals: number
  /** The share of the others that it refuses. */
  readonly trueRefusals: number
}

/** How firmly the default weights are held on to, in samples: a few questions should hardly move them. */
const priorStrength = 10
const mostSteps = 25
const folds = 5

/**
 * Fits the gate: the weights by a logistic regression with a normal prior around the default ones (Gelman et al. 2008),
 * both kinds of sample weighing the same; the threshold so that the given share of the answerable ones falls below it.
 */
export function fitGate(samples: readonly EvidenceSample[], falseRefusals: number): EvidenceGate {
  const weights = fitWeights(samples)
  const answerable = samples.filter((sample) => sample.answerable)
  return {
    weights,
    threshold: fitThreshold(
      answerable.map(({ features }) => evidenceScore(features, weights)),
      falseRefusals,
    ),
  }
}

/** The score below which the given share of the scores of answerable questions falls, rounded down. */
export function fitThreshold(scores: readonly number[], falseRefusals: number): number {
  const sorted = scores.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * falseRefusals))] ?? defaultGate.threshold
}

/** Fits to four fifths of the groups and looks at the rest, five times. */
export function crossValidate(samples: readonly EvidenceSample[], falseRefusals: number): GateQuality {
  const groups = [...new Set(samples.map(({ group }) => group))]
  const foldOf = new Map(groups.map((group, index) => [group, index % folds]))
  const margins: { readonly answerable: boolean; readonly margin: number }[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const held = samples.filter(({ group }) => foldOf.get(group) === fold)
    const others = samples.filter(({ group }) => foldOf.get(group) !== fold)
    if (held.length === 0 || !others.some(({ answerable }) => answerable)) continue
    const gate = fitGate(others, falseRefusals)
    for (const { features, answerable } of held) {
      margins.push({ answerable, margin: evidenceScore(features, gate.weights) - gate.threshold })
    }
  }
  const of = (answerable: boolean) => margins.filter((one) => one.answerable === answerable).map(({ margin }) => margin)
  return qualityOf(of(true), of(false))
}

function qualityOf(answerable: readonly number[], unanswerable: readonly number[]): GateQuality {
  const below = (margins: readonly number[]) => margins.filter((margin) => margin < 0).length / margins.length
  return {
    auroc: aurocOf(answerable, unanswerable),
    falseRefusals: below(answerable),
    trueRefusals: below(unanswerable),
  }
}

/** Mann–Whitney: the share of pairs in the right order, ties counting half. */
export function aurocOf(higher: readonly number[], lower: readonly number[]): number {
  const sorted = lower.toSorted((a, b) => a - b)
  const ordered = higher.reduce((sum, score) => sum + (countBelow(sorted, score) + countUpTo(sorted, score)) / 2, 0)
  return ordered / (higher.length * lower.length)
}

function countBelow(sorted: readonly number[], score: number): number {
  return countWhile(sorted, (value) => value < score)
}

function countUpTo(sorted: readonly number[], score: number): number {
  return countWhile(sorted, (value) => value <= score)
}

function countWhile(sorted: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(sorted[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

function fitWeights(samples: readonly EvidenceSample[]): EvidenceFeatures {
  const counts = { yes: samples.filter(({ answerable }) => answerable).length, no: 0 }
  counts.no = samples.length - counts.yes
  if (counts.yes === 0 || counts.no === 0) return defaultGate.weights
  const scales = evidenceFeatures.map((name) => deviationOf(samples.map(({ features }) => features[name])))
  const rows = samples.map(({ features }) => [
    ...evidenceFeatures.map((name, at) => features[name] / (scales[at] ?? 1)),
    1,
  ])
  const share = samples.map(({ answerable }) => samples.length / (2 * (answerable ? counts.yes : counts.no)))
  const prior = [...evidenceFeatures.map((name, at) => defaultGate.weights[name] * (scales[at] ?? 1)), 0]
  let weights: readonly number[] = prior.map(() => 0)
  for (let step = 0; step < mostSteps; step += 1) {
    const change = newtonStep(rows, samples, share, weights, prior)
    weights = weights.map((weight, at) => weight - (change[at] ?? 0))
    if (Math.max(...change.map(Math.abs)) < 1e-6) break
  }
  const named = evidenceFeatures.map((name, at) => [name, (weights[at] ?? 0) / (scales[at] ?? 1)] as const)
  return { ...defaultGate.weights, ...Object.fromEntries(named) }
}

/** A step of iteratively reweighted least squares. The intercept, which comes last, has no prior. */
function newtonStep(
  rows: readonly (readonly number[])[],
  samples: readonly EvidenceSample[],
  share: readonly number[],
  weights: readonly number[],
  prior: readonly number[],
): readonly number[] {
  const size = weights.length
  const gradient = weights.map((weight, at) => (at < size - 1 ? priorStrength * (weight - (prior[at] ?? 0)) : 0))
  const hessian = weights.map((_, row) => {
    const line = Array.from<number>({ length: size }).fill(0)
    line[row] = row < size - 1 ? priorStrength : 1e-6
    return line
  })
  for (const [index, row] of rows.entries()) {
    const logit = row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)
    const chance = 1 / (1 + Math.exp(-logit))
    const weight = share[index] ?? 1
    const error = weight * (chance - (samples[index]?.answerable === true ? 1 : 0))
    const curvature = weight * chance * (1 - chance)
    for (const [i, value] of row.entries()) {
      gradient[i] = (gradient[i] ?? 0) + error * value
      const line = hessian[i]
      if (line !== undefined)
        for (const [j, other] of row.entries()) line[j] = (line[j] ?? 0) + curvature * value * other
    }
  }
  return solve(hessian, gradient)
}

/** Gaussian elimination with pivoting, for the few unknowns there are. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column += 1) {
    const pivot = rows
      .map((row, at) => ({ at, value: Math.abs(row[column] ?? 0) }))
      .filter(({ at }) => at >= column)
      .reduce((best, one) => (one.value > best.value ? one : best))
    const [above, chosen] = [rows[column] ?? [], rows[pivot.at] ?? []]
    rows[column] = chosen
    rows[pivot.at] = above
    for (const [at, row] of rows.entries()) {
      if (at === column) continue
      const factor = (row[column] ?? 0) / (chosen[column] ?? 1)
      for (let k = column; k <= size; k += 1) row[k] = (row[k] ?? 0) - factor * (chosen[k] ?? 0)
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1))
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const deviation = Math.sqrt(variance)
  // Of numbers that are all the same, rounding may leave a trace.
  return deviation > 1e-9 ? deviation : 1
}
