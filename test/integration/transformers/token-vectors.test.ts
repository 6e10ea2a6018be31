import { afterAll, expect, test } from '@jest/globals'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { bestMatches, maxSim } from '../../../src/answering/ranking/late-interaction.ts'
import { encodeChunks } from '../../../ingest/encode-chunks.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import { openBundledEmbedder } from './bundled-embedder.ts'
import { openEmbedder } from '../../../src/privacy/outgoing/guard-embedder.ts'

const embedder = openBundledEmbedder()
afterAll(() => embedder.close())

const text = [
  '## Réclamations 😀 — **Cafés** in Ångström',
  '| 员工 | *annual leave* |',
  '| --- | --- |',
  '入职满一年的员工每年享有十天带薪年假。密码至少要有十二个字符。',
  'Employees receive [25 days](https://x.org) of annual leave. The printer is out of toner.',
].join('\n')
const title = 'Staff handbook'

/** Through the ingest's own way, into a store and out of it. */
async function stored() {
  const { registry, tokenVectors } = createMemoryRecords()
  await registry.setIndexIdentity({ ...(await embedder.identity()), collection: 'c' })
  const document = documentWith({ id: 'd', title })
  const chunk = { chunk: { text, headingPath: ['Leave'] }, embeddingHash: `hash of ${text}` }
  await encodeChunks(
    { embedder: openEmbedder(embedder), tokenVectors },
    document,
    [chunk],
    new AbortController().signal,
  )
  await publish(registry, document, [text])
  const tokens = (await tokenVectors.of([`${document.version}:0`])).get(`${document.version}:0`)
  if (tokens === undefined) throw new Error('nothing was stored')
  return tokens
}

const tokens = await stored()

test('every token stands at its word in the text: markup, accents, emoji and Chinese', async () => {
  const { spans, codes } = tokens
  const literal = Array.from({ length: spans.length / 2 }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]))

  for (const piece of ['Cafés', 'annual', 'leave', '25', 'days', '员工', '年假', '密码', '字符', 'printer'])
    expect(literal).toContain(piece)
  expect(literal.join('')).toContain('Réclamations')
  expect(literal.filter((piece) => /[|*#[\]()😀]|^(the|of)$/iu.test(piece))).toEqual([])
  // Those of title and heading stand nowhere.
  expect(literal.filter((piece) => piece === '').length).toBeGreaterThanOrEqual(3)
  expect(codes.length).toBe((spans.length / 2) * 50)
})

test.each([
  [
    'How many days of annual leave do employees receive?',
    'Employees receive [25 days](https://x.org) of annual leave.',
  ],
  ['Which machine lacks toner?', 'The printer is out of toner.'],
  ['员工每年有多少天年假？', '入职满一年的员工每年享有十天带薪年假。'],
  ['密码至少要几个字符？', '密码至少要有十二个字符。'],
])('for %j the sentence that answers it comes first', async (asked, expected) => {
  const { tokens: question } = (await embedder.tokens?.encodeQuery(asked)) ?? { tokens: [] }
  const sentences = text.match(/[^。.\n]+(?:\.org[^.]*)?[。.]/g) ?? []
  const scores = sentences.map((sentence) => {
    const start = text.indexOf(sentence)
    const weights = question.map(() => 1)
    return [sentence.trim(), maxSim(question, weights, tokens, { start, end: start + sentence.length })] as const
  })

  expect(scores.toSorted((a, b) => b[1] - a[1])[0]?.[0]).toBe(expected)
})

test('the tokens of a question say which of its words they belong to', async () => {
  const { tokens: question } = (await embedder.tokens?.encodeQuery(
    'Wie viele 员工 get unreimbursed café-leave? 😀',
  )) ?? {
    tokens: [],
  }
  expect([...new Set(question.map(({ text: word }) => word))]).toEqual(
    expect.arrayContaining(['员工', 'unreimbursed', 'café', 'leave']),
  )
  expect(bestMatches(question, tokens)).toHaveLength(question.length)
  for (const { vector } of question) expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
})
