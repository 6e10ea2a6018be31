import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bestMatches } from '../../src/answering/ranking/late-interaction.ts'
import type { Embedder } from '../../src/ports/embedder.ts'

const leave = 'Employees receive annual leave, which their manager approves.'
const texts = [
  leave,
  'The office closes at six.',
  'Reset a forgotten password on the sign-in page of the portal, with the code from your phone.',
  '员工每年有带薪年假。',
  '',
  'x',
]

/**
 * What every embedder does.
 * @param open gives a fresh one, and the way to let go of what it needs besides itself
 */
export function embedderContract(
  name: string,
  open: () => Promise<{ readonly embedder: Embedder; readonly release?: () => Promise<void> }>,
): void {
  describe(`${name} as an embedder`, () => {
    let embedder: Embedder
    let release: (() => Promise<void>) | undefined

    beforeAll(async () => {
      ;({ embedder, release } = await open())
    })

    afterAll(async () => {
      await embedder.close()
      await release?.()
    })

    test('gives every text a vector of unit length in its dimension, empty ones too', async () => {
      const { dimension } = await embedder.identity()
      const vectors = await embedder.embed(texts, 'document')

      expect(vectors.map(({ length }) => length)).toEqual(texts.map(() => dimension))
      for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    })

    test('says the same of itself every time', async () => {
      expect(await embedder.identity()).toEqual(await embedder.identity())
    })

    test('gives nothing for nothing', async () => {
      expect(await embedder.embed([], 'query')).toEqual([])
    })

    test('keeps the order of the texts, however many there are', async () => {
      const many = Array.from({ length: 150 }, (_, i) => `Part number ${i * 7919} is kept on shelf ${i}.`)
      const together = await embedder.embed(many, 'document')
      const alone = await embedder.embed([many[149] ?? '', many[0] ?? '', many[77] ?? ''], 'document')

      expect(cosine(together[149], alone[0])).toBeGreaterThan(0.999)
      expect(cosine(together[0], alone[1])).toBeGreaterThan(0.999)
      expect(cosine(together[77], alone[2])).toBeGreaterThan(0.999)
    })

    test('gives a text the same vector whatever stands beside it', async () => {
      const [alone] = await embedder.embed([leave], 'document')
      const [, , beside] = await embedder.embed([texts[2] ?? '', 'x', leave, 'word '.repeat(150)], 'document')

      expect(cosine(alone, beside)).toBeGreaterThan(0.9999)
    })

    test('puts a text nearer to one that says nearly the same than to another', async () => {
      const [question] = await embedder.embed(['Who approves annual leave of employees?'], 'query')
      const [near, far] = await embedder.embed([leave, 'The printer is out of toner.'], 'document')

      expect(cosine(question, near)).toBeGreaterThan(cosine(question, far))
    })

    test('does not cut a long text: its end counts', async () => {
      const start = 'The warehouse keeps spare parts for pumps. '.repeat(60)
      const [plain, ended] = await embedder.embed(
        [start, `${start}${'Employees book annual leave in the portal. '.repeat(30)}`],
        'document',
      )

      expect(cosine(plain, ended)).toBeLessThan(0.995)
    })

    test('serves a question ahead of documents that wait', async () => {
      const order: string[] = []
      const documents = embedder
        .embed(
          Array.from({ length: 200 }, (_, i) => `Document ${i} says a little about pumps and valves.`),
          'document',
        )
        .then(() => order.push('documents'))
      const question = embedder.embed(['Where are the pumps?'], 'query').then(() => order.push('question'))
      await Promise.all([documents, question])

      expect(order).toEqual(['question', 'documents'])
    })

    test('stops when the caller leaves, before or in the middle', async () => {
      const gone = AbortSignal.abort()
      await expect(embedder.embed(['x'], 'query', gone)).rejects.toMatchObject({ code: 'cancelled' })

      const leaving = new AbortController()
      const work = embedder.embed(
        Array.from({ length: 300 }, (_, i) => `Page ${i} of a long manual.`),
        'document',
        leaving.signal,
      )
      leaving.abort()
      await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    })

    test('says of itself whether it has vectors of tokens', async () => {
      const { tokens } = await embedder.identity()
      expect(tokens !== undefined).toBe(embedder.tokens !== undefined)
    })

    test('gives the same vector of a text along with those of its tokens', async () => {
      const encoded = await embedder.tokens?.encodeDocuments(texts)
      const vectors = await embedder.embed(texts, 'document')
      for (const [at, { vector }] of encoded?.entries() ?? []) expect(cosine(vector, vectors[at])).toBeCloseTo(1, 5)
      const question = await embedder.tokens?.encodeQuery(leave)
      const [asked] = await embedder.embed([leave], 'query')
      if (question !== undefined) expect(cosine(question.vector, asked)).toBeCloseTo(1, 5)
    })

    test('finds the words of a text again in a question about it, at their places', async () => {
      const { tokens } = embedder
      if (tokens === undefined) return
      const text = `Who knows? 😀 Café **owners** — ${leave} Toner is in stock.`
      const [encoded] = await tokens.encodeDocuments([text])
      const { tokens: asked } = await tokens.encodeQuery('annual leave of the employees')
      const words = ['annual', 'leave', 'employees']
      const question = asked.filter((token) => words.includes(token.text))
      if (encoded === undefined) throw new Error('nothing was encoded')
      const start = text.indexOf(leave)
      const inside = bestMatches(question, encoded.tokens, { start, end: start + leave.length })
      const outside = bestMatches(question, encoded.tokens, { start: start + leave.length, end: text.length })

      expect(question.map((token) => token.text)).toEqual(words)
      expect(encoded.tokens.codes.length % (encoded.tokens.spans.length / 2)).toBe(0)
      for (const [at, best] of bestMatches(question, encoded.tokens).entries()) {
        expect(inside[at]).toBeCloseTo(best, 5)
        expect(best).toBeGreaterThan(outside[at] ?? 0)
      }
    })

    test('finishes what it was given before it closes', async () => {
      const other = await open()
      const work = other.embedder.embed(
        Array.from({ length: 20 }, (_, i) => `Sentence ${i}.`),
        'document',
      )
      await other.embedder.close()

      expect(await work).toHaveLength(20)
      await other.release?.()
    })
  })
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return NaN
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}
