import { createHash } from 'node:crypto'
import { wordsOf } from './words.ts'

const WHOLE_TEXT_WEIGHT = 0.25

/**
 * The vector that the server gives for a text: always the same, of length 1, exact in 32-bit floats. It is the sum of a
 * hash of each word and, lighter, of the whole text: texts that share words are near, different texts never equal.
 */
export function embeddingOf(text: string, dimensions: number): readonly number[] {
  const parts = [...wordsOf(text)].map((word) => hashVector(`word:${word}`, dimensions))
  const whole = hashVector(`text:${text}`, dimensions).map((value) => value * WHOLE_TEXT_WEIGHT)
  const sum = parts.reduce<readonly number[]>((total, part) => total.map((value, i) => value + (part[i] ?? 0)), whole)
  const length = Math.hypot(...sum)
  return sum.map((value) => Math.fround(value / length))
}

function hashVector(seed: string, dimensions: number): readonly number[] {
  const perHash = 8
  return Array.from({ length: Math.ceil(dimensions / perHash) }, (_, block) => {
    const hash = createHash('sha256').update(`${block}:${seed}`).digest()
    return Array.from({ length: perHash }, (_unused, i) => hash.readInt32LE(i * 4) / 2 ** 31)
  })
    .flat()
    .slice(0, dimensions)
}
