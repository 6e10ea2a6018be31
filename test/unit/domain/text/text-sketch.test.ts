import { describe, expect, test } from '@jest/globals'
import { bandsOf, similarityOf, sketchOf } from '../../../../src/domain/text/text-sketch.ts'

function words(from: number, count: number, word = 'word'): string {
  return Array.from({ length: count }, (_, at) => `${word}${from + at}`).join(' ')
}

function sketch(text: string): string {
  const made = sketchOf(text)
  if (made === undefined) throw new Error('The text is too short.')
  return made
}

describe('the sketch of a text', () => {
  test('is the same whatever its case, spaces and punctuation', () => {
    const text = words(0, 200)
    expect(sketch(text.toUpperCase().replaceAll(' ', ',\n '))).toBe(sketch(text))
  })

  test.each([
    [0, 1],
    [50, 0.6],
    [100, 0.33],
    [200, 0],
  ])('of texts of 200 words that differ in their first %d tells about %f in common', (shifted, share) => {
    const measured = similarityOf(sketch(words(0, 200)), sketch(words(shifted, 200)))
    expect(Math.abs(measured - share)).toBeLessThan(0.2)
  })

  test('compares Chinese texts by their characters', () => {
    const rules = Array.from({ length: 30 }, (_, at) => `第${at}条规定员工在${at * 3}号之前提交申请材料。`).join('')
    const changed = rules.replace('第7条', '第七十七条')

    expect(similarityOf(sketch(rules), sketch(changed))).toBeGreaterThan(0.8)
    expect(similarityOf(sketch(rules), sketch('完全不同的内容写在这里，与上文毫无关系可言。'.repeat(10)))).toBeLessThan(
      0.2,
    )
  })

  test('shares a band with that of nearly the same text, and none with that of another', () => {
    const bands = (text: string) => new Set(bandsOf(sketch(text)))
    const [original, edited, other] = [words(0, 300), `${words(0, 280)} ${words(900, 20)}`, words(0, 300, 'other')]
    const shared = (a: string, b: string) => [...bands(a)].filter((band) => bands(b).has(band)).length

    expect(shared(original, edited)).toBeGreaterThan(0)
    expect(shared(original, other)).toBe(0)
  })

  test('is not made of a short text, which any other could resemble', () => {
    expect(sketchOf('Thirty days of leave.')).toBeUndefined()
  })
})
