import { setImmediate as nextTurn } from 'node:timers/promises'
import { hasHan } from '../../domain/language.ts'
import type { DifficultyFit } from '../../domain/routing/difficulty.ts'
import { fitLinearClassifier, type SparseVector } from './linear-classifier.ts'
import { workLogOdds } from './amount-of-work.ts'
import { askingFeatures, lastClauseOf } from './asking-features.ts'
import { pairsOf, runsOf, shapeOf } from './question-shape.ts'
import { wordFeatures } from './word-features.ts'

/** A question as the classifier sees it. */
export interface EmbeddedQuestion {
  readonly question: string
  /** Of unit length. Undefined as long as it is not known. */
  readonly vector: Float32Array | undefined
}

/** Counted up when questions are read otherwise, since what was learned from them is kept. */
export const difficultyFitVersion = 2

/** The log odds that a question is hard. */
export type DifficultyModel = (asked: EmbeddedQuestion) => number

/** Questions whose wording is read without a pause for others, which takes some milliseconds. */
const readAtOnce = 50
/** Of the squares of the weights. */
const penalty = 1e-4

/** What the wording shows, each with the length that it has as a vector beside the meaning, whose length is one. */
const wordings = [
  { name: 'words', share: 2, of: wordFeatures },
  { name: 'asking', share: 1, of: askingFeatures },
  { name: 'pairs', share: 2, of: (question: string) => pairsOf(shapeOf(question)) },
  { name: 'last', share: 2, of: (question: string) => runsOf(shapeOf(lastClauseOf(question))) },
] as const

/** What the wording of a question shows, and how much each of it counts. */
type Wording = readonly (readonly [feature: string, value: number])[]

/** Learns from questions of known difficulty what hard ones are like, by their wording and their meaning. */
export async function fitDifficulty(
  examples: readonly (EmbeddedQuestion & { readonly hard: boolean })[],
): Promise<DifficultyFit> {
  const dimension = Math.max(0, ...examples.map(({ vector }) => vector?.length ?? 0))
  const places = new Map<string, number>()
  const vectorOf = (wording: Wording, vector: Float32Array | undefined): SparseVector => {
    const meaning = vector?.length === dimension ? vector : new Float32Array()
    const known = wording.filter(([feature]) => places.has(feature))
    return {
      places: [...meaning.keys(), ...known.map(([feature]) => places.get(feature) ?? 0)],
      values: [...meaning, ...known.map(([, value]) => value)],
    }
  }

  const seen = new Set<string>()
  const readings = await inTurns(examples, (example) => {
    const wording = wordingOf(example.question)
    for (const [feature] of wording) {
      // What only one example has is what that one is about.
      if (seen.has(feature) && !places.has(feature)) places.set(feature, dimension + places.size)
      seen.add(feature)
    }
    return { example, wording }
  })
  const labelled = await inTurns(readings, ({ example: { question, vector, hard }, wording }) => ({
    vector: vectorOf(wording, vector),
    positive: hard,
    kind: `${hard ? 'hard' : 'simple'}, ${hasHan(question) ? 'zh' : 'en'}`,
  }))
  const weights = await fitLinearClassifier(labelled, dimension + places.size, penalty)
  return {
    meaning: Float32Array.from(weights.subarray(0, dimension)),
    wording: new Map([...places].map(([feature, place]) => [feature, Math.fround(weights[place] ?? 0)])),
  }
}

/** Tells by what was learned. */
export function difficultyModel({ meaning, wording }: DifficultyFit): DifficultyModel {
  return ({ question, vector }) => {
    let logOdds = workLogOdds(question)
    for (const [feature, value] of wordingOf(question)) logOdds += value * (wording.get(feature) ?? 0)
    if (vector?.length !== meaning.length) return logOdds
    for (const [at, weight] of meaning.entries()) logOdds += weight * (vector[at] ?? 0)
    return logOdds
  }
}

function wordingOf(question: string): Wording {
  return wordings.flatMap(({ name, share, of }) => {
    const features = [...of(question)]
    const value = share / Math.sqrt(Math.max(1, features.length))
    return features.map((feature) => [`${name}: ${feature}`, value] as const)
  })
}

/** Maps some at a time, others having their turn between. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<readonly R[]> {
  const results: R[] = []
  for (const item of items) {
    if (results.length % readAtOnce === readAtOnce - 1) await nextTurn()
    results.push(work(item))
  }
  return results
}
