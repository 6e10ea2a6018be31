import type { RoutingExample } from '../../domain/difficulty.ts'
import type { EmbeddedQuestion } from './fit-difficulty.ts'

const shown = 3

/** The examples that mean most nearly the same as a question, the nearest first; none without vectors. */
export function nearestExamples(
  { vector }: EmbeddedQuestion,
  examples: readonly (RoutingExample & EmbeddedQuestion)[],
): readonly RoutingExample[] {
  if (vector === undefined) return []
  return examples
    .flatMap(({ vector: other, question, difficulty, task }) =>
      other === undefined
        ? []
        : [{ likeness: cosine(vector, other), example: { question, difficulty, ...(task && { task }) } }],
    )
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, shown)
    .map(({ example }) => example)
}

/** Of vectors of unit length. */
function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}
