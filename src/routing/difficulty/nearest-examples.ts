import type { RoutingExample } from '../../domain/routing/difficulty.ts'
import type { EmbeddedQuestion } from './fit-difficulty.ts'

const shown = 3

/** The examples that mean most nearly the same as a question, the nearest first; none without vectors. */
export type NearestExamples = (asked: EmbeddedQuestion) => readonly RoutingExample[]

/** @param examples whose vectors are of unit length; those without one are near to nothing */
export function createNearestExamples(examples: readonly (RoutingExample & EmbeddedQuestion)[]): NearestExamples {
  const dimension = examples.find(({ vector }) => vector !== undefined)?.vector?.length ?? 0
  const comparable = examples.filter(({ vector }) => vector?.length === dimension)
  // One after the other in one piece: every question is held against all of them.
  const rows = new Float32Array(comparable.length * dimension)
  for (const [at, { vector = [] }] of comparable.entries()) rows.set(vector, at * dimension)
  // Without the vectors that they came with, which would be held a second time.
  const known = comparable.map(({ question, difficulty, task }) => ({ question, difficulty, ...(task && { task }) }))

  return ({ vector }) => {
    if (vector?.length !== dimension) return []
    let nearest: readonly { readonly likeness: number; readonly at: number }[] = []
    for (let at = 0; at < known.length; at += 1) {
      const likeness = product(vector, rows, at * dimension)
      if (nearest.length === shown && likeness <= (nearest.at(-1)?.likeness ?? 0)) continue
      nearest = [...nearest, { likeness, at }].toSorted((a, b) => b.likeness - a.likeness).slice(0, shown)
    }
    return nearest.flatMap(({ at }) => known[at] ?? [])
  }
}

/** The product of a vector and a row. Two sums, of which neither waits for the other; beyond an odd end there is nought. */
function product(vector: Float32Array, rows: Float32Array, from: number): number {
  let even = 0
  let odd = 0
  for (let at = 0; at < vector.length; at += 2) {
    even += (vector[at] ?? 0) * (rows[from + at] ?? 0)
    odd += (vector[at + 1] ?? 0) * (rows[from + at + 1] ?? 0)
  }
  return even + odd
}
