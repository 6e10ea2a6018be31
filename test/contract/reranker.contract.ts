import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Reranker } from '../../src/ports/reranker.ts'

const question = 'Who approves annual leave of employees?'
const texts = [
  'The office closes at six.',
  'The manager approves annual leave of employees.',
  'Employees park behind the office.',
  '员工每年有带薪年假。',
  '',
]

/**
 * What every reranker does.
 * @param open gives a fresh one with a time limit, and the way to let go of it
 */
export function rerankerContract(
  name: string,
  open: (timeoutMs: number) => Promise<{ readonly reranker: Reranker; readonly release: () => Promise<void> }>,
): void {
  describe(`${name} as a reranker`, () => {
    let reranker: Reranker
    let release: () => Promise<void>

    beforeAll(async () => {
      ;({ reranker, release } = await open(60_000))
      await reranker.prepare?.()
    })

    afterAll(() => release())

    test('gives every text a score from 0 to 1, in order, the best to the one that answers', async () => {
      const scores = await reranker.scores(question, texts)

      expect(scores).toHaveLength(texts.length)
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true)
      expect(scores.indexOf(Math.max(...scores))).toBe(1)
      const turned = await reranker.scores(question, texts.toReversed())
      for (const [at, score] of turned.toReversed().entries()) expect(score).toBeCloseTo(scores[at] ?? NaN, 6)
    })

    test('gives nothing for nothing', async () => {
      expect(await reranker.scores(question, [])).toEqual([])
    })

    test('keeps the order of many texts, and a text has the same score whatever stands beside it', async () => {
      const many = Array.from({ length: 70 }, (_, at) => (at === 69 ? (texts[1] ?? '') : `Shelf ${at} holds pumps.`))
      const [alone] = await reranker.scores(question, [texts[1] ?? ''])
      const scores = await reranker.scores(question, many)

      expect(scores).toHaveLength(70)
      expect(scores[69]).toBeCloseTo(alone ?? NaN, 6)
      expect(scores.indexOf(Math.max(...scores))).toBe(69)
    })

    test('answers several questions at once, each with its own scores', async () => {
      const [leave, closing] = await Promise.all([
        reranker.scores(question, texts),
        reranker.scores('When does the office close at six?', texts),
      ])

      expect(leave.indexOf(Math.max(...leave))).toBe(1)
      expect(closing.indexOf(Math.max(...closing))).toBe(0)
    })

    test('stops when the caller leaves, before or in the middle', async () => {
      await expect(reranker.scores(question, texts, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })

      const leaving = new AbortController()
      const work = reranker.scores(question, Array<string>(100).fill('Page of a manual.'), leaving.signal)
      leaving.abort()
      await expect(work).rejects.toMatchObject({ code: 'cancelled' })
      expect(await reranker.scores(question, texts)).toHaveLength(texts.length)
    })

    test('does not keep a person waiting longer than its time limit', async () => {
      const hasty = await open(1)
      const many = Array<string>(120).fill('Page of a manual on pumps. '.repeat(10))

      await expect(hasty.reranker.scores(question, many)).rejects.toMatchObject({ code: 'model-timeout' })
      await hasty.release()
    })
  })
}
