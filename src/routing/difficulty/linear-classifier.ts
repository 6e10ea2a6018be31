import { setImmediate as nextTurn } from 'node:timers/promises'

/** The places of a vector that are not nought, and what stands there. */
export interface SparseVector {
  readonly places: readonly number[]
  readonly values: readonly number[]
}

export interface LabelledVector {
  readonly vector: SparseVector
  readonly positive: boolean
  /** Examples of each kind count as much as those of any other. */
  readonly kind: string
}

/** The log odds that a vector is positive. */
export type LinearClassifier = (vector: SparseVector) => number

const rounds = 30
const firstRate = 0.5
const stepsAtOnce = 500

/**
 * Logistic regression with an L2 penalty, fitted by averaged stochastic gradient descent (Bottou 2012, "Stochastic
 * gradient descent tricks"), all kinds weighing the same. Deterministic: the kinds are taken in turn, each across the
 * order given. Others in the process have a turn every few hundred steps, which take some milliseconds.
 * @param size how many places there are
 * @param penalty on the squares of the weights; the higher, the less a single example tells
 */
export async function fitLinearClassifier(
  examples: readonly LabelledVector[],
  size: number,
  penalty: number,
): Promise<LinearClassifier> {
  const weights = new Float64Array(size)
  const sums = new Float64Array(size)
  const inTurn = alternate(examples)
  let steps = 0
  // The weights are kept divided by it, so that the penalty need not touch them all in every step.
  let scale = 1
  for (let round = 0; round < rounds; round++) {
    for (const { vector, positive } of inTurn) {
      if (steps % stepsAtOnce === stepsAtOnce - 1) await nextTurn()
      const rate = firstRate / (1 + firstRate * penalty * steps)
      steps += 1
      scale *= 1 - rate * penalty
      const error = (positive ? 1 : 0) - logistic(scale * product(vector, weights))
      addTo(weights, vector, (rate * error) / scale)
    }
    if (round >= rounds / 2) addAll(sums, weights, scale)
  }
  const averaged = sums.map((sum) => sum / (rounds / 2))
  return (vector) => product(vector, averaged)
}

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function product({ places, values }: SparseVector, weights: Float64Array): number {
  let sum = 0
  for (let at = 0; at < places.length; at += 1) sum += (weights[places[at] ?? 0] ?? 0) * (values[at] ?? 0)
  return sum
}

function addTo(weights: Float64Array, { places, values }: SparseVector, share: number): void {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0
    weights[place] = (weights[place] ?? 0) + share * (values[at] ?? 0)
  }
}

function addAll(sums: Float64Array, weights: Float64Array, share: number): void {
  for (const [place, weight] of weights.entries()) sums[place] = (sums[place] ?? 0) + share * weight
}

/** One of each kind after the other, those of smaller kinds more than once. */
function alternate(examples: readonly LabelledVector[]): readonly LabelledVector[] {
  const kinds = new Map<string, LabelledVector[]>()
  for (const example of examples) {
    const members = kinds.get(example.kind)
    if (members === undefined) kinds.set(example.kind, [example])
    else members.push(example)
  }
  const orders = [...kinds.values()].map(across)
  const longest = Math.max(0, ...orders.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => at).flatMap((at) =>
    orders.flatMap((members) => members[Math.floor((at * members.length) / longest)] ?? []),
  )
}

/** All, none next to its neighbour: what was written together would else be learned and forgotten together. */
function across<T>(members: readonly T[]): readonly T[] {
  const goldenRatio = 0.618_034
  return members
    .map((member, at) => ({ member, place: (at * goldenRatio) % 1 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ member }) => member)
}
