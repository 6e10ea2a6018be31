import { setImmediate as nextTurn } from 'node:timers/promises'

/** The places of a vector that are not nought, and what stands there. */
export interface SparseVector {
  readonly places: readonly number[]
  readonly values: readonly number[]
}

export interface LabelledVector {
  readonly vector: SparseVector
  readonly positive: boolean
}

/** The log odds that a vector is positive. */
export type LinearClassifier = (vector: SparseVector) => number

const rounds = 60
const firstRate = 0.5

/**
 * Logistic regression with an L2 penalty, fitted by averaged stochastic gradient descent (Bottou 2012, "Stochastic
 * gradient descent tricks"), both classes weighing the same. Deterministic: the classes are taken in turn, each in the
 * order given. Others in the process have a turn after each round, of which there are sixty of some milliseconds.
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
      const rate = firstRate / (1 + firstRate * penalty * steps)
      steps += 1
      scale *= 1 - rate * penalty
      const error = (positive ? 1 : 0) - logistic(scale * product(vector, weights))
      addTo(weights, vector, (rate * error) / scale)
    }
    if (round >= rounds / 2) addAll(sums, weights, scale)
    await nextTurn()
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

/** One of each class after the other, the smaller class over and over. */
function alternate(examples: readonly LabelledVector[]): readonly LabelledVector[] {
  const classes = [true, false].map((wanted) => examples.filter(({ positive }) => positive === wanted))
  const longest = Math.max(...classes.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => at).flatMap((at) =>
    classes.flatMap((members) => members[at % Math.max(1, members.length)] ?? []),
  )
}
