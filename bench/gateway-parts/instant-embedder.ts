import type { Embedder } from '../../src/ports/embedder.ts'

const dimension = 64

/** Gives a text a vector at once: one of unit length that depends on its letters and means nothing. */
export function createInstantEmbedder(): Embedder {
  return {
    identity: async () => ({ id: 'instant', dimension }),
    embed: async (texts) => texts.map(vectorOf),
    close: async () => undefined,
  }
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimension)
  for (let at = 0; at < text.length; at += 1) {
    const place = (text.charCodeAt(at) * 31 + at) % dimension
    vector[place] = (vector[place] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector.fill(1 / Math.sqrt(dimension)) : vector.map((value) => value / length)
}
