import { describe, expect, test } from '@jest/globals'
import type { AskEvent } from '../../../../src/answering/ask-request.ts'
import { createAsking } from '../../../support/asking.ts'
import { failing, fakeChatModels, replying, type Script } from '../../../support/models/fake-chat-model.ts'
import { passageOf } from '../../../support/passages.ts'
import { policyWith } from '../../../support/policies.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const question = 'How many days of annual leave do employees receive?'
const evidence = 'Employees receive 27 days of annual leave each year.'
const said = 'Employees receive 27 days of annual leave each year [1].'
const baseline = priceWith({ input: 3_000_000, cached: 300_000, output: 15_000_000 }, { model: 'x' })

function setUp(script: Script | readonly Script[] | undefined = replying(said), passages = [passageOf(evidence)]) {
  const { models, requests } = fakeChatModels({ 'on-prem': script })
  const asking = createAsking({
    policy: policyWith(),
    providers: [providerOf('on-prem')],
    models,
    passages: () => passages,
    prices: [baseline],
  })
  return { ...asking, requests, passages }
}

const shown = (events: readonly AskEvent[]) => events.map(({ type }) => type)

describe('the same question asked again', () => {
  test('is answered from the cache as a stream, with its age and what it saved', async () => {
    const { ask, events, requests } = setUp()
    const first = await ask(question)
    events.length = 0
    const second = await ask(question)

    expect(requests).toHaveLength(1)
    expect(second).toMatchObject({
      cache: 'hit',
      text: first.text,
      citations: first.citations,
      cachedAt: first.createdAt,
    })
    expect(first.cachedAt).toBeUndefined()
    expect(second.usage.costMicros).toBe(0)
    expect(second.usage.baselineMicros).toBeGreaterThan(0)
    expect(second.usage.baselineMicros).toBe(first.usage.baselineMicros)
    expect([shown(events)[0], ...shown(events).slice(-2)]).toEqual(['start', 'citation', 'done'])
    expect(events.flatMap((event) => (event.type === 'delta' ? [event.text] : [])).join('')).toBe(first.text)
  })

  test('saved what the cloud would have cost, also where the first answer was quoted', async () => {
    const { ask, records, requests } = setUp(failing('model-unavailable'))
    const first = await ask(question)
    const asked = requests.length
    const second = await ask(question)
    const [total] = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'day' })

    expect(first.route.tier).toBe('extractive')
    expect(requests).toHaveLength(asked)
    expect(second.cache).toBe('hit')
    expect(second.usage.baselineMicros).toBe(first.usage.baselineMicros)
    expect(second.usage.baselineMicros).toBeGreaterThan(0)
    expect(total).toMatchObject({ questions: 2, cacheHits: 1, savedByCacheMicros: second.usage.baselineMicros })
  })

  test('is not answered from the cache by somebody who bypasses it, nor remembered for the next', async () => {
    const { ask, requests } = setUp()
    const answers = [
      await ask(question, { cache: 'bypass' }),
      await ask(question),
      await ask(question, { cache: 'bypass' }),
    ]

    expect(answers.map(({ cache }) => cache)).toEqual(['bypass', 'miss', 'bypass'])
    expect(requests).toHaveLength(3)
  })

  test('is explained by the earlier answer', async () => {
    const { ask, records } = setUp()
    const first = await ask(question)
    const second = await ask(`${question} `)
    const stored = await records.journal.get(second.id)

    expect(stored?.explanation.recalled).toEqual({ answerId: first.id, at: first.createdAt, question })
  })
})

describe('the same question asked by several at once', () => {
  test('is answered by one call', async () => {
    const { ask, requests } = setUp({ ...replying(said), silentMs: 20 })
    const answers = await Promise.all([ask(question), ask(question), ask(question)])

    expect(requests).toHaveLength(1)
    expect(answers.map(({ cache }) => cache)).toEqual(['miss', 'hit', 'hit'])
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set([said]))
  })

  test('gets its answer also when the client of the first leaves', async () => {
    const { ask, requests } = setUp({ ...replying(said), silentMs: 20 })
    const leaving = new AbortController()
    const first = ask(question, {}, { signal: leaving.signal })
    const others = [ask(question), ask(question)]
    setTimeout(() => leaving.abort(), 5)

    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect((await Promise.all(others)).map(({ text, cache }) => [text, cache])).toEqual([
      [said, 'miss'],
      [said, 'hit'],
    ])
    expect(requests).toHaveLength(2)
  })

  test('gets its answers where these may not be shared', async () => {
    const { ask, requests } = setUp({ ...replying('Ask ann@example.com about annual leave [1].'), silentMs: 20 }, [
      passageOf('Ask ann@example.com about annual leave of employees.'),
    ])
    const answers = await Promise.all([ask(question), ask(question)])

    expect(answers.map(({ cache }) => cache)).toEqual(['miss', 'miss'])
    expect(requests).toHaveLength(2)
  })
})
