import { afterAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJiebaAnalyzer } from '../../../src/adapters/language/jieba-analyzer.ts'
import { createCheckClaim } from '../../../src/answering/support/check-claim.ts'
import { repositoryRoot } from '../../support/source-files.ts'
import { openBundledEmbedder } from './bundled-embedder.ts'
import { answerText } from '../../../src/domain/privacy/sourced-text.ts'
import { openEmbedder } from '../../../src/privacy/outgoing/guard-embedder.ts'

interface Example {
  readonly evidence: string
  readonly claim: string
  readonly expected: 'supported' | 'unsupported'
  readonly kind: string
}

const examples = readFileSync(join(repositoryRoot, 'test/fixtures/support/claims.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Example)
const embedder = openBundledEmbedder()
const checkClaim = createCheckClaim(createJiebaAnalyzer(), openEmbedder(embedder))

afterAll(() => embedder.close())

/** Shares of the examples of one kind that came out as each verdict. */
async function verdicts(wanted: (example: Example) => boolean) {
  const chosen = examples.filter(wanted)
  const found: string[] = []
  for (const { claim, evidence } of chosen) {
    const grounds = [{ title: '', headingPath: [], text: evidence, classification: 'public' as const }]
    found.push(await checkClaim(answerText(claim, 'public'), grounds, '', () => 1, new AbortController().signal))
  }
  const share = (verdict: string) => found.filter((one) => one === verdict).length / chosen.length
  return { supported: share('supported'), unsupported: share('unsupported'), count: chosen.length }
}

test.each([
  ['numbers', 'number'],
  ['dates', 'date'],
  ['names', 'name'],
  ['negations', 'negation'],
])('changed %s are found in nine of ten sentences', async (_, kind) => {
  const { unsupported, count } = await verdicts((example) => example.kind === kind)
  expect(count).toBeGreaterThan(3)
  expect(unsupported).toBeGreaterThanOrEqual(0.9)
})

test('paraphrases are supported in nine of ten sentences, and none is called unsupported', async () => {
  const { supported, unsupported } = await verdicts(({ kind }) => kind === 'paraphrase')
  expect(supported).toBeGreaterThanOrEqual(0.9)
  expect(unsupported).toBe(0)
})

test('answers in the other language than their evidence are told apart as well', async () => {
  expect((await verdicts(({ kind }) => kind === 'cross')).supported).toBeGreaterThanOrEqual(0.85)
  expect((await verdicts(({ kind }) => kind.startsWith('cross-'))).unsupported).toBeGreaterThanOrEqual(0.85)
})
