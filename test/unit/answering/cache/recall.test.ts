import { describe, expect, test } from '@jest/globals'
import { createMemoryAnswerCache } from '../../../../src/adapters/memory/memory-answer-cache.ts'
import { createRecall, type Memorable, type RecallParts } from '../../../../src/answering/cache/recall.ts'
import { createSimilarQuestions } from '../../../../src/answering/cache/similar-questions.ts'
import { accessLabelOf } from '../../../../src/domain/access/access-label.ts'
import type { RegisteredDocument } from '../../../../src/domain/documents/document.ts'
import type { Principal } from '../../../../src/domain/access/principal.ts'
import { noUsage } from '../../../../src/domain/accounting/usage.ts'
import type { AnswerCache } from '../../../../src/ports/answer-cache.ts'
import { answerWith } from '../../../contract/settlements.ts'
import { findFor } from '../../../support/find-sensitive.ts'
import { policyWith } from '../../../support/policies.ts'

const usualPolicy = policyWith()
const signal = new AbortController().signal
const ada: Principal = { id: 'user:ada', kind: 'user', name: 'Ada', groups: ['staff'] }
const bob: Principal = { id: 'user:bob', kind: 'user', name: 'Bob', groups: ['guests'] }
const [everybody, staff] = [accessLabelOf(['everyone']), accessLabelOf(['staff'])]

/** Questions of the same length point the same way: enough to tell near from far. */
const embed = async (question: string) => {
  const angle = question.split(/\s+/).length / 3
  return Float32Array.from([Math.cos(angle), Math.sin(angle)])
}

/** A recall over one cache; what is in the registry may be changed by the test. */
function remembering(cache: AnswerCache = createMemoryAnswerCache(100), meaning = true) {
  const documents = new Map([['leave', { version: 'v1', label: everybody }]])
  const recall = createRecall({
    cache,
    registry: {
      labelsInUse: async () => [everybody, staff],
      get: async (id, readable) => {
        const found = documents.get(id)
        if (found === undefined || (!readable.all && !readable.labels.includes(found.label))) return undefined
        return { id, version: found.version } as RegisteredDocument
      },
    },
    findSensitive: findFor(usualPolicy.companyRules),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    ...(meaning && {
      meaning: { similar: createSimilarQuestions(cache, 100), embed, thresholds: { en: 0.9, zh: 0.9 } },
    }),
  })
  const ask = (question: string, over: Partial<RecallParts> = {}) =>
    recall.ask({
      question,
      language: 'en',
      principal: ada,
      policy: usualPolicy,
      models: ['vllm/qwen'],
      filters: {},
      ...over,
    })
  const remember = async (question: string, over: Partial<Memorable> = {}, parts: Partial<RecallParts> = {}) =>
    recall.remember(await ask(question, parts), {
      answer: shared(question),
      baselineUsage: { ...noUsage, promptTokens: 100 },
      versions: new Map([['leave', 'v1']]),
      values: { occurrences: () => [] },
      ...over,
    })
  const find = async (question: string, over: Partial<RecallParts> = {}) =>
    recall.find(await ask(question, over), over.principal ?? ada, signal)
  return { documents, remember, find }
}

function shared(question: string, text = 'Thirty days [1].') {
  const citation = {
    n: 1,
    documentId: 'leave',
    title: 'Leave',
    source: 'leave.md',
    version: 'v1',
    headingPath: [],
    quote: 'Thirty days.',
    start: 0,
    end: 12,
    support: 'supported',
  } as const
  return answerWith({
    id: 'a-1',
    question,
    text,
    citations: [citation],
    privacy: { redactions: {}, leftTheBuilding: false },
  })
}

describe('a remembered answer', () => {
  test('is given to the same question, however it is spaced and ended', async () => {
    const { remember, find } = remembering()
    await remember('How many days of leave do I get?')

    expect(await find('how many  days of leave do I get')).toMatchObject({
      answer: { id: 'a-1' },
      question: 'How many days of leave do I get?',
    })
  })

  test('is given to a question that means the same, and says how close they are', async () => {
    const { remember, find } = remembering()
    await remember('How many days of leave do I get?')

    const found = await find('How many days of leave do we have?')
    expect(found?.answer.id).toBe('a-1')
    expect(found?.similarity).toBeCloseTo(1, 2)
  })

  test('is not given where only its words differ in what matters', async () => {
    const { remember, find } = remembering()
    await remember('Can I carry over three days of leave?')

    expect(await find('Can I carry over five days of leave?')).toBeUndefined()
  })

  test('of the nearest question only: behind one that asks for something else, the next is not tried', async () => {
    const { remember, find } = remembering()
    await remember('May I take 3 days off?')
    await remember('May I also take 5 days off?')

    expect(await find('May I take 5 days off?')).toBeUndefined()
  })

  test('of which nothing is near enough is not given', async () => {
    const { remember, find } = remembering()
    await remember('How many days of leave do I get?')

    expect(await find('Leave?')).toBeUndefined()
  })

  test('is given to the very same question alone where meanings cannot be compared', async () => {
    const { remember, find } = remembering(createMemoryAnswerCache(10), false)
    await remember('How many days of leave do I get?')

    expect(await find('How many days of leave do I get')).toBeDefined()
    expect(await find('How many days of leave do we have?')).toBeUndefined()
  })

  test.each<[string, Partial<RecallParts>]>([
    ['other groups', { principal: bob }],
    ['another language', { language: 'zh' }],
    ['another policy', { policy: { ...usualPolicy, version: 'stricter' } }],
    ['other models', { models: ['openai/gpt'] }],
    ['other filters', { filters: { source: 'other.md' } }],
  ])('is not given under %s, be the question the same or alike [P2]', async (_, parts) => {
    const { remember, find } = remembering()
    await remember('How many days of leave do I get?')

    expect(await find('How many days of leave do I get?', parts)).toBeUndefined()
    expect(await find('How many days of leave do we have?', parts)).toBeUndefined()
  })

  test('dies at once with a document that changed, went, or may not be read any more [P2] [P4]', async () => {
    for (const change of [
      (documents: Map<string, { version: string; label: typeof staff }>) =>
        documents.set('leave', { version: 'v2', label: everybody }),
      (documents: Map<string, { version: string; label: typeof staff }>) => documents.delete('leave'),
      (documents: Map<string, { version: string; label: typeof staff }>) =>
        documents.set('leave', { version: 'v1', label: accessLabelOf(['board']) }),
    ]) {
      const cache = createMemoryAnswerCache(10)
      const { remember, find, documents } = remembering(cache)
      await remember('How many days of leave do I get?')
      change(documents)

      expect(await find('How many days of leave do we have?')).toBeUndefined()
      expect(await cache.list()).toEqual([])
    }
  })

  test('that died does not stand in front of one that lives', async () => {
    const { remember, find, documents } = remembering()
    documents.set('old', { version: 'v1', label: everybody })
    await remember('How many days of leave do I get?', { versions: new Map([['old', 'v1']]) })
    await remember('How many days of leave do you get?')
    documents.delete('old')

    expect((await find('How many days of leave do we have?'))?.question).toBe('How many days of leave do you get?')
  })
})

describe('an answer is not remembered', () => {
  const question = 'How many days of leave do I get?'
  const sentence = { start: 0, end: 5, citations: [1] }
  test.each<[string, Partial<Memorable>]>([
    ['that abstains', { answer: { ...shared(question), status: 'abstained' } }],
    ['that cites nothing', { answer: { ...shared(question), citations: [] } }],
    [
      'with a sentence that is not supported',
      { answer: { ...shared(question), sentences: [{ ...sentence, support: 'unsupported' }] } },
    ],
    [
      'with a sentence that is weak',
      { answer: { ...shared(question), sentences: [{ ...sentence, support: 'weak' }] } },
    ],
    ['that holds an e-mail address', { answer: shared(question, 'Ask jane.doe@example.com [1].') }],
    ['to a question that holds an e-mail address', { answer: shared('What may jane.doe@example.com do?') }],
    [
      'that holds a name which only its context told',
      {
        values: {
          occurrences: (text) => (text.includes('Thirty') ? [{ kind: 'PERSON', start: 0, end: 6, confidence: 1 }] : []),
        },
      },
    ],
  ])('%s', async (_, over) => {
    const { remember, find } = remembering()
    await remember(question, over)

    expect(await find(question)).toBeUndefined()
  })
})
