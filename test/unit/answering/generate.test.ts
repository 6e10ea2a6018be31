import { describe, expect, test } from '@jest/globals'
import { createReserveBudget } from '../../../src/accounting/reserve-budget.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { createGenerate, type GenerateTask } from '../../../src/answering/generate.ts'
import type { ModelCall } from '../../../src/answering/model-call.ts'
import type { ReplyPresenter } from '../../../src/answering/present-reply.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { createModelWatch } from '../../../src/routing/model-watch.ts'
import { failing, fakeChatModels, replying, type Script } from '../../support/fake-chat-model.ts'
import { providerOf } from '../../support/providers.ts'

const gpu = providerOf('on-prem', { name: 'gpu' })
const cloud = providerOf('cloud', { name: 'cloud' })
const price = {
  currency: 'USD',
  inputPerMillion: toMicros(1e6),
  cachedInputPerMillion: toMicros(1e6),
  outputPerMillion: toMicros(1e6),
  validFrom: '2020-01-01',
  assumed: false,
}
const catalogue = {
  currency: 'USD',
  providers: [gpu, cloud],
  hardFrom: 0.5,
  baselineModel: 'test-model',
  prices: [
    { ...price, model: '*', tier: 'on-prem' as const },
    { ...price, model: '*', tier: 'cloud' as const },
  ],
}

/** Shows text as it is; says `undefined` at the end when nothing came. */
function plainPresenter(): ReplyPresenter {
  let text = ''
  return {
    push(part) {
      text += part
    },
    get hasShown() {
      return text !== ''
    },
    end: () => (text === '' ? undefined : { text, citations: [] }),
    release: () => undefined,
  }
}

function setUp(scripts: Readonly<Record<string, Script>>) {
  const { models, requests } = fakeChatModels(scripts)
  const { budgets } = createMemoryRecords()
  const watch = createModelWatch(() => 0)
  const generate = createGenerate({
    models,
    watch,
    reserve: createReserveBudget(budgets, () => Date.parse('2026-06-01')),
    counter: { count: async (text) => text.split(/\s+/).length, isExactFor: () => false },
    clock: () => 0,
  })
  const calls: ModelCall[] = []
  const task: GenerateTask = {
    answerId: 'answer-1',
    principal: { id: 'user:1', kind: 'user', name: 'A', groups: [] },
    catalogue,
    candidates: [gpu, cloud],
    messagesFor: () => [],
    present: plainPresenter,
    check: async (answer) => answer,
    answersAgain: false,
    onCall: (call) => calls.push(call),
  }
  return { generate, task, calls, requests, budgets, watch }
}

describe('generation', () => {
  test('takes the first candidate that answers, with the usage it reported', async () => {
    const { generate, task, calls } = setUp({ gpu: replying('27 days.', 100, 20) })
    const result = await generate(task, new AbortController().signal)
    expect(result).toMatchObject({ status: 'answered', provider: { name: 'gpu' }, answer: { text: '27 days.' } })
    expect(calls).toMatchObject([
      { outcome: 'finished', usage: { promptTokens: 100, completionTokens: 20, estimated: false } },
    ])
  })

  test('gives way to the next candidate when one fails before its first word, which costs nothing', async () => {
    const { generate, task, calls } = setUp({ gpu: failing('model-unavailable'), cloud: replying('27 days.') })
    const result = await generate(task, new AbortController().signal)
    expect(result).toMatchObject({
      status: 'answered',
      provider: { name: 'cloud' },
      failed: [{ code: 'provider-failed' }],
    })
    expect(calls[0]).toMatchObject({ outcome: 'failed', usage: { promptTokens: 0, completionTokens: 0 } })
  })

  test('[P5] a reply that breaks off after words were shown ends as an error, and its tokens are counted', async () => {
    const { generate, task, calls, requests } = setUp({
      gpu: failing('model-unavailable', 'Leave ', 'is '),
      cloud: replying('x'),
    })
    await expect(generate(task, new AbortController().signal)).rejects.toMatchObject({ code: 'model-unavailable' })
    expect(requests).toHaveLength(1)
    expect(calls[0]?.usage).toMatchObject({ estimated: true })
    expect(calls[0]?.usage.completionTokens).toBeGreaterThan(0)
  })

  test('[P5] a cancelled reply stops at once and is still reported', async () => {
    const { generate, task, calls } = setUp({ gpu: replying('27 days.') })
    await expect(generate(task, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    expect(calls).toMatchObject([{ outcome: 'cancelled' }])
  })

  test('says that no provider is left when all fail', async () => {
    const { generate, task } = setUp({ gpu: failing('model-rejected'), cloud: failing('model-timeout') })
    expect(await generate(task, new AbortController().signal)).toMatchObject({
      status: 'no-provider',
      failed: [{}, {}],
    })
  })

  test('[P6] calls no model when the most that it can cost does not fit the budget', async () => {
    const { generate, task, requests, budgets } = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
    await budgets.setBudgets([{ kind: 'organisation', id: '*', period: 'day', limitMicros: toMicros(400) }])
    expect(await generate(task, new AbortController().signal)).toMatchObject({
      status: 'no-provider',
      failed: [{ code: 'budget-exhausted' }, { code: 'budget-exhausted' }],
    })
    expect(requests).toEqual([])
  })

  test('[P6] calls no model without a price while a budget is in force', async () => {
    const { generate, task, requests, budgets } = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
    await budgets.setBudgets([{ kind: 'user', id: 'user:1', period: 'month', limitMicros: toMicros(5_000_000) }])
    await generate({ ...task, catalogue: { ...catalogue, prices: [] } }, new AbortController().signal)
    expect(requests).toEqual([])
  })

  test('gives way to the next candidate after thoughts without an answer, which are paid for', async () => {
    const { generate, task, calls } = setUp({
      gpu: {
        events: [
          { type: 'reasoning', text: 'Is it 27 or 30 days?' },
          { type: 'finish', reason: 'stop' },
        ],
      },
      cloud: replying('27 days.'),
    })
    const result = await generate(task, new AbortController().signal)
    expect(result).toMatchObject({ status: 'answered', provider: { name: 'cloud' } })
    expect(calls[0]?.usage.reasoningTokens).toBeGreaterThan(0)
  })

  describe('of an answer with a sentence that nothing carries', () => {
    const doubtful = (text: string) => ({
      text,
      citations: [],
      sentences: [
        {
          start: 0,
          end: text.length,
          support: text.includes('30') ? 'unsupported' : 'supported',
          citations: [],
        } as const,
      ],
    })
    const check: GenerateTask['check'] = async ({ text }) => doubtful(text)

    test('is asked once more of the next candidate, where the policy says so', async () => {
      const { generate, task } = setUp({ gpu: replying('30 days.'), cloud: replying('27 days.') })
      const result = await generate({ ...task, check, answersAgain: true }, new AbortController().signal)
      expect(result).toMatchObject({
        status: 'answered',
        provider: { name: 'cloud' },
        answer: { text: '27 days.' },
        failed: [{ code: 'answered-again' }],
      })
    })

    test('is kept when the next candidate fails or does no better', async () => {
      const second = [failing('model-unavailable'), replying('30 or 31 days.')]
      const results = await Promise.all(
        second.map((script) => {
          const { generate, task } = setUp({ gpu: replying('30 days.'), cloud: script })
          return generate({ ...task, check, answersAgain: true }, new AbortController().signal)
        }),
      )
      expect(results).toMatchObject([
        { status: 'answered', provider: { name: 'gpu' } },
        { status: 'answered', provider: { name: 'cloud' } },
      ])
    })

    test('is given as it is otherwise', async () => {
      const { generate, task, requests } = setUp({ gpu: replying('30 days.'), cloud: replying('27 days.') })
      await generate({ ...task, check }, new AbortController().signal)
      expect(requests).toHaveLength(1)
    })
  })

  test('opens the circuit of a provider that keeps failing', async () => {
    const { generate, task, watch } = setUp({ gpu: failing('model-unavailable'), cloud: replying('yes') })
    for (let time = 0; time < 3; time += 1) await generate(task, new AbortController().signal)
    expect(watch.allows(gpu)).toBe(false)
  })
})
