import { describe, expect, test } from '@jest/globals'
import { CachedVectors } from '../../../../src/answering/cache/cached-vectors.ts'
import { randomVectors } from '../../../support/models/random-vectors.ts'

const vectors = randomVectors(64, 500)

function holding(count: number): CachedVectors {
  const cached = new CachedVectors(64)
  for (const [at, vector] of vectors.slice(0, count).entries()) cached.set(`k${at}`, vector)
  return cached
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, d) => sum + value * (other[d] ?? 0), 0)
}

describe('cached vectors', () => {
  test('the nearest of what reaches the cosine is found, be it ever so little nearer than the others', () => {
    const cached = holding(400)
    const asked = vectors.slice(0, 400).map((vector, at) => {
      const other = vectors[(at + 100) % 500] ?? vector
      const moved = vector.map((value, d) => value + (other[d] ?? 0) * 0.3)
      const length = Math.hypot(...moved)
      return moved.map((value) => value / length)
    })
    const wrong = asked.filter((wanted) => {
      const best = Math.max(...vectors.slice(0, 400).map((vector) => cosine(vector, wanted)))
      return Math.abs((cached.nearest(wanted, 0.8)?.similarity ?? 0) - best) > 0.01
    })

    expect(wrong).toEqual([])
  })

  test('one that is held is found with a cosine of one', () => {
    const found = holding(400).nearest(vectors[123] ?? new Float32Array(64), 0.9)
    expect(found?.key).toBe('k123')
    expect(found?.similarity).toBeCloseTo(1, 2)
  })

  test('one that was deleted is not found any more, and all others are', () => {
    const cached = holding(40)
    for (let at = 0; at < 40; at += 2) cached.delete(`k${at}`)
    cached.delete('never-there')

    const found = vectors.slice(0, 40).map((vector) => cached.nearest(vector, 0)?.key)
    expect(cached.size).toBe(20)
    expect(found.filter((_, at) => at % 2 === 1)).toEqual(Array.from({ length: 20 }, (_, at) => `k${at * 2 + 1}`))
    expect(found.filter((key, at) => at % 2 === 0 && key === `k${at}`)).toEqual([])
  })

  test('one that is set again takes the place of the former', () => {
    const cached = holding(10)
    const [first = new Float32Array(64), , , other = new Float32Array(64)] = vectors.slice(20)
    cached.set('k3', other)

    expect(cached.size).toBe(10)
    expect(cached.nearest(other, 0.9)?.key).toBe('k3')
    expect(cached.nearest(vectors[3] ?? first, 0.95)).toBeUndefined()
  })

  test('there is nothing near where there is nothing, or only vectors of another model', () => {
    expect(new CachedVectors(64).nearest(vectors[0] ?? new Float32Array(64), 0)).toBeUndefined()
    expect(holding(3).nearest(new Float32Array(32), 0)).toBeUndefined()
  })
})
