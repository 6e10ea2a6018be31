import { createRandomNumbers } from './random-numbers.ts'

const samples = 10_000

/**
 * Where the mean difference lies with a confidence of 95 %, by the percentiles of the means of 10,000
 * samples of the pairs, drawn with repetition (Efron and Tibshirani, "An Introduction to the Bootstrap",
 * 1993, chapter 13).
 */
export function bootstrapInterval(differences: readonly number[]): readonly [low: number, high: number] {
  const count = differences.length
  if (count === 0) return [0, 0]
  const random = createRandomNumbers(count)
  const means = new Float64Array(samples)
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0
    for (let drawn = 0; drawn < count; drawn++) sum += differences[(random() * count) | 0] ?? 0
    means[sample] = sum / count
  }
  means.sort()
  return [means[Math.floor(samples * 0.025)] ?? 0, means[Math.ceil(samples * 0.975) - 1] ?? 0]
}
