import { type LinearClassifier, fitLinearClassifier, type SparseVector } from './linear-classifier.ts'
import { workLogOdds } from './amount-of-work.ts'
import { wordFeatures } from './word-features.ts'

/** A question as the classifier sees it. */
export interface EmbeddedQuestion {
  readonly question: string
  /** Of unit length. Undefined as long as it is not known. */
  readonly vector: Float32Array | undefined
}

/** The log odds that a question is hard. */
export type DifficultyModel = (asked: EmbeddedQuestion) => number

/** Of the squares of the weights. */
const penalty = 3e-4
/** How much the meaning of a question counts beside its wording. */
const meaningShare = 1

/** Learns from questions of known difficulty what hard ones are like, by their wording and their meaning. */
export async function fitDifficulty(
  examples: readonly (EmbeddedQuestion & { readonly hard: boolean })[],
): Promise<DifficultyModel> {
  const dimension = Math.max(0, ...examples.map(({ vector }) => vector?.length ?? 0))
  const places = new Map<string, number>()
  const placeOf = (feature: string, learn: boolean): number | undefined => {
    const known = places.get(feature)
    if (known !== undefined || !learn) return known
    places.set(feature, dimension + places.size)
    return places.get(feature)
  }
  const read = ({ question, vector }: EmbeddedQuestion, learn: boolean): SparseVector => {
    const features = wordFeatures(question)
    const known = features.flatMap((feature) => placeOf(feature, learn) ?? [])
    const each = 1 / Math.sqrt(Math.max(1, features.length))
    const meaning = vector?.length === dimension ? vector : new Float32Array()
    return {
      places: [...meaning.keys(), ...known],
      values: [...Array.from(meaning, (value) => value * meaningShare), ...known.map(() => each)],
    }
  }
  const vectors = examples.map((example) => ({ vector: read(example, true), positive: example.hard }))
  const classify: LinearClassifier = await fitLinearClassifier(vectors, dimension + places.size, penalty)
  return (asked) => classify(read(asked, false)) + workLogOdds(asked.question)
}
