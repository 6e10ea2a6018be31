import { expect, test } from '@jest/globals'
import { measureSpeed } from '../../../../src/evaluation/privacy/measure-speed.ts'

test('a question with eight passages, 100 kB of text and of what is hard to search are timed', () => {
  const redacted: (readonly string[])[] = []
  let ms = 0
  const redact = (texts: readonly string[]) => {
    redacted.push(texts)
    ms += texts.length
  }
  const texts = Array.from({ length: 300 }, () =>
    `${'Leave is taken in days. '.repeat(300)}\n\n年假以天计算。`.repeat(10),
  )

  const scores = measureSpeed([{ name: 'rules', texts }], { redact, processorMs: () => ms })

  expect(scores.slice(0, 2)).toEqual([
    { name: 'a question with 8 passages of 250 tokens: rules', times: 200, medianMs: 9, p95Ms: 9 },
    { name: '100 kB of text: rules', times: 5, medianMs: 1, p95Ms: 1 },
  ])
  expect(scores.map(({ name }) => name)).toEqual(expect.arrayContaining(['25 kB of digits', '100 kB of digits']))
  const lengths = redacted.filter(({ length }) => length === 1).map(([text = '']) => Buffer.byteLength(text))
  expect(new Set(lengths.map((length) => Math.round(length / 1000)))).toEqual(new Set([25, 100]))
})
