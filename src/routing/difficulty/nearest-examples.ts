import type { RoutingExample } from '../../domain/routing/difficulty.ts'
import type { EmbeddedQuestion } from './fit-difficulty.ts'

const shown = 3

/** The examples that mean most nearly the same as a question, the nearest first; none without vectors. */
export function nearestExamples(
  { vector }: EmbeddedQuestion,
  examples: readonly (RoutingExample & EmbeddedQuestion)[],
): readonly RoutingExample[] {
  if (vector === undefined) return []
  let nearest: readonly { readonly likeness: number; readonly example: RoutingExample }[] = []
  for (const { vector: other, question, difficulty, task } of examples) {
    if (other === undefined) continue
    const likeness = cosine(vector, other)
    if (nearest.length === shown && likeness <= (nearest.at(-1)?.likeness ?? 0)) continue
    const example = { question, difficulty, ...(task && { task }) }
    nearest = [...nearest, { likeness, example }].toSorted((a, b) => b.likeness - a.likeness).slice(0, shown)
  }
  return nearest.map(({ example }) => example)
}

/** Of vectors of unit length. A plain loop: every question is held against every example. */
function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
