import { expect, test } from '@jest/globals'
import { checkReranker } from '../../../src/cli/doctor/check-reranker.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'

test('nothing is said of a rerank model where none is configured', async () => {
  expect(await checkReranker(undefined)).toEqual([])
})

test('a rerank model that answers is timed with as many passages as a search has, once it is loaded', async () => {
  const asked: string[] = []
  const findings = await checkReranker({
    prepare: async () => void asked.push('prepare'),
    scores: async (_, texts) => {
      asked.push(`${texts.length} texts`)
      return texts.map(() => 0.5)
    },
  })

  expect(asked).toEqual(['prepare', '40 texts'])
  expect(findings).toMatchObject([
    { check: 'rerank model', state: 'ok', message: expect.stringMatching(/^scores 40 passages in \d+ ms$/) },
  ])
})

test('a rerank model that is too slow is a problem, with what to do about it', async () => {
  const findings = await checkReranker({
    scores: async () => {
      throw new LorekeepError('model-timeout', 'It did not answer within 2000 ms.', { hint: 'Use a smaller model.' })
    },
  })

  expect(findings).toEqual([
    {
      check: 'rerank model',
      state: 'problem',
      message: 'It did not answer within 2000 ms.',
      advice: 'Use a smaller model.',
    },
  ])
})
