import { describe, expect, test } from '@jest/globals'
import { createReserveBudget } from '../../../../src/accounting/budgets/reserve-budget.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createGenerate, type GenerateTask } from '../../../../src/answering/generation/generate.ts'
import type { ModelCall } from '../../../../src/answering/generation/model-call.ts'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import type { ChatModelFactory } from '../../../../src/ports/chat-model.ts'
import { rawForOnPrem } from '../../../../src/privacy/redact.ts'
import { createRestorer } from '../../../../src/privacy/restore.ts'
import { createVault } from '../../../../src/privacy/vault.ts'
import { createModelWatch } from '../../../../src/routing/model-watch.ts'
import { createProviderSlots } from '../../../../src/routing/provider-slots.ts'
import { failing, fakeChatModels, replying, type Script } from '../../../support/models/fake-chat-model.ts'
import { plainPresenter } from '../../../support/plain-presenter.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const gpu = providerOf('on-prem', { name: 'gpu' })
const cloud = providerOf('cloud', { name: 'cloud' })
const price = priceWith({ input: 1_000_000, output: 1_000_000 })
const terms = { unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const
const catalogue = {
  currency: 'USD',
  providers: [gpu, cloud],
  hardFrom: 0.5,
  baselineModel: 'test-model',
  prices: [price, { ...price, tier: 'on-prem' as const }],
}

function setUp(scripts: Readonly<Record<string, Script | readonly Script[]>>, factory?: ChatModelFactory) {
  const { models, requests } = fakeChatModels(scripts)
  const { budgets } = createMemoryRecords()
  const watch = createModelWatch(() => 0)
  const generate = createGenerate({
    models: factory ?? models,
    watch,
    reserve: createReserveBudget(
      budgets,
      () => Date.parse('2026-06-01'),
      () => undefined,
    ),
    budgets,
    slots: createProviderSlots(),
    counter: { count: async (text) => text.split(/\s+/).length, isExactFor: () => false },
    clock: () => 0,
  })
  const calls: ModelCall[] = []
  const task: GenerateTask = {
    answerId: 'answer-1',
    principal: { id: 'user:1', kind: 'user', name: 'A', groups: [] },
    catalogue,
    candidates: [gpu, cloud],
    timeLimitMs: 60_000,
    hedgeAfterMs: undefined,
    continueFrom: async () => undefined,
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
      failed: [{ code: 'tried-again' }, { code: 'provider-failed' }],
    })
    expect(calls[0]).toMatchObject({ outcome: 'failed', usage: { promptTokens: 0, completionTokens: 0 } })
  })

  test('[P5] a reply that breaks off, and that nobody may go on with, ends as an error, and its tokens are counted', async () => {
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
    const { generate, task, calls } = setUp({ gpu: { ...replying('27 days.'), silentMs: 60_000 } })
    const leaving = new AbortController()
    const reply = generate(task, leaving.signal)
    setTimeout(() => leaving.abort(), 20)
    await expect(reply).rejects.toMatchObject({ code: 'cancelled' })
    expect(calls).toMatchObject([{ outcome: 'cancelled', usage: { estimated: true } }])
  })

  test('[P6] nobody is called for a caller who has left, and nothing stays reserved', async () => {
    const { generate, task, calls, requests, budgets } = setUp({ gpu: replying('27 days.') })
    await budgets.setBudgets([{ ...terms, kind: 'organisation', id: '*', period: 'day', limit: 1e6 }])
    await expect(generate(task, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    expect([calls, requests]).toEqual([[], []])
    expect((await budgets.budgets(Date.parse('2026-06-01')))[0]?.reserved).toBe(0)
  })

  test('says that no provider is left when all fail', async () => {
    const { generate, task } = setUp({ gpu: failing('model-rejected'), cloud: failing('model-timeout') })
    expect(await generate(task, new AbortController().signal)).toMatchObject({
      status: 'no-provider',
      failed: [{ code: 'provider-failed' }, { code: 'provider-failed' }],
    })
  })

  test('[P6] calls no model when the most that it can cost does not fit the budget', async () => {
    const { generate, task, requests, budgets } = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
    await budgets.setBudgets([{ ...terms, kind: 'organisation', id: '*', period: 'day', limit: 400 }])
    expect(await generate(task, new AbortController().signal)).toMatchObject({
      status: 'no-provider',
      failed: [{ code: 'budget-exhausted' }, { code: 'budget-exhausted' }],
    })
    expect(requests).toEqual([])
  })

  test('[P6] calls no model without a price while a budget is in force', async () => {
    const { generate, task, requests, budgets } = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
    await budgets.setBudgets([{ ...terms, kind: 'user', id: 'user:1', period: 'month', limit: 5_000_000 }])
    await generate({ ...task, catalogue: { ...catalogue, prices: [] } }, new AbortController().signal)
    expect(requests).toEqual([])
  })

  describe('where a budget has no room for the first candidate', () => {
    const dear = { ...price, outputPerMillion: toMicros(100e6), model: '*', tier: 'cloud' as const }
    const cheap = { ...price, model: '*', tier: 'on-prem' as const }
    const task = { candidates: [cloud, gpu], catalogue: { ...catalogue, prices: [dear, cheap] } }
    const roomForCheap = {
      kind: 'user',
      id: 'user:1',
      period: 'month',
      unit: 'money',
      limit: 5000,
      warnAt: [],
    } as const

    test('takes a cheaper one that fits, where the budget says so', async () => {
      const set = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
      await set.budgets.setBudgets([{ ...roomForCheap, whenExhausted: 'cheaper' }])
      expect(await set.generate({ ...set.task, ...task }, new AbortController().signal)).toMatchObject({
        status: 'answered',
        provider: { name: 'gpu' },
        failed: [{ code: 'budget-exhausted', detail: 'user budget of the month in money, at cloud; then cheaper' }],
      })
    })

    test('asks nobody, where the budget wants quoting', async () => {
      const set = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
      await set.budgets.setBudgets([{ ...roomForCheap, whenExhausted: 'extractive' }])
      expect(await set.generate({ ...set.task, ...task }, new AbortController().signal)).toMatchObject({
        status: 'no-provider',
        failed: [{ code: 'budget-exhausted' }],
      })
      expect(set.requests).toEqual([])
    })

    test('stops, where the budget wants that', async () => {
      const set = setUp({ gpu: replying('27 days.'), cloud: replying('27 days.') })
      await set.budgets.setBudgets([{ ...roomForCheap, whenExhausted: 'stop' }])
      expect(await set.generate({ ...set.task, ...task }, new AbortController().signal)).toMatchObject({
        status: 'stopped',
        exhausted: { kind: 'user', period: 'month' },
      })
      expect(set.requests).toEqual([])
    })

    test('keeps an answer that it has rather than stop', async () => {
      const set = setUp({ gpu: replying('30 days.'), cloud: replying('27 days.') })
      await set.budgets.setBudgets([{ ...roomForCheap, whenExhausted: 'stop' }])
      const unsupported = { start: 0, end: 8, support: 'unsupported', citations: [] } as const
      const result = await set.generate(
        {
          ...set.task,
          ...task,
          candidates: [gpu, cloud],
          check: async ({ text }) => ({ text, citations: [], sentences: [unsupported] }),
          answersAgain: true,
        },
        new AbortController().signal,
      )
      expect(result).toMatchObject({ status: 'answered', provider: { name: 'gpu' } })
    })
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

  test('passes over a candidate that has too much to do, without a word to it', async () => {
    const busy = { ...gpu, concurrency: { calls: 1, waiting: 0, waitMs: 1 } }
    const { generate, task, requests } = setUp({
      gpu: { ...replying('27 days.'), silentMs: 50 },
      cloud: replying('27.'),
    })
    const [first, second] = await Promise.all(
      [1, 2].map(() => generate({ ...task, candidates: [busy, cloud] }, new AbortController().signal)),
    )
    expect(first).toMatchObject({ provider: { name: 'gpu' } })
    expect(second).toMatchObject({ provider: { name: 'cloud' }, failed: [{ code: 'provider-busy', detail: 'gpu' }] })
    expect(requests).toHaveLength(2)
  })

  describe('asks a model once more', () => {
    test('where the failure may pass and nothing was said yet', async () => {
      const { generate, task, calls } = setUp({ gpu: [failing('rate-limited'), replying('27 days.')] })
      const result = await generate(task, new AbortController().signal)
      expect(result).toMatchObject({
        status: 'answered',
        provider: { name: 'gpu' },
        failed: [{ code: 'tried-again', detail: 'gpu: rate-limited' }],
      })
      expect(calls).toMatchObject([{ outcome: 'failed', usage: { promptTokens: 0 } }, { outcome: 'finished' }])
    })

    test('never where it refused, took too long, or began to think', async () => {
      const thinking: Script = { ...failing('model-unavailable'), events: [{ type: 'reasoning', text: 'Hm.' }] }
      for (const script of [failing('model-rejected'), failing('model-timeout'), thinking]) {
        const { generate, task, requests } = setUp({ gpu: script, cloud: replying('27 days.') })
        await generate(task, new AbortController().signal)
        expect(requests.map(({ provider }) => provider.name)).toEqual(['gpu', 'cloud'])
      }
    })

    test('[P6] out of the budget of the first attempt, which cost nothing', async () => {
      const { generate, task, budgets } = setUp({ gpu: [failing('model-unavailable'), replying('27 days.')] })
      await budgets.setBudgets([{ ...terms, kind: 'organisation', id: '*', period: 'day', limit: 600 }])
      expect(await generate(task, new AbortController().signal)).toMatchObject({
        status: 'answered',
        provider: { name: 'gpu' },
      })
    })
  })

  describe('of an answer that breaks off', () => {
    const goingOn: Partial<GenerateTask> = {
      continueFrom: async (_, said) => ({
        messages: [{ role: 'assistant', content: rawForOnPrem(said) }],
        restorer: createRestorer(createVault()),
        known: 'Leave is 27 days.',
      }),
    }

    test('lets the next candidate go on, at the cost of both', async () => {
      const { generate, task, calls, requests } = setUp({
        gpu: failing('model-unavailable', 'Leave ', 'is '),
        cloud: replying('Leave is 27 days.'),
      })
      const result = await generate({ ...task, ...goingOn }, new AbortController().signal)
      expect(result).toMatchObject({
        status: 'answered',
        provider: { name: 'cloud' },
        answer: { text: 'Leave is 27 days.' },
        brokenOff: [{ provider: { name: 'gpu' } }],
        failed: [{ code: 'continued', detail: 'gpu: model-unavailable; cloud went on' }],
      })
      expect(requests[1]?.request.messages).toEqual([{ role: 'assistant', content: 'Leave is ' }])
      expect(calls).toMatchObject([{ outcome: 'failed', usage: { completionTokens: 4 } }, { outcome: 'finished' }])
    })

    test('lets the one after that go on, when the next breaks off as well or has nothing to say', async () => {
      const spare = providerOf('cloud', { name: 'spare' })
      const seconds = [failing('model-unavailable', '27 '), replying('NOT_FOUND'), replying('')]
      const results = await Promise.all(
        seconds.map((cloudScript) => {
          const { generate, task } = setUp({
            gpu: failing('model-unavailable', 'Leave ', 'is '),
            cloud: cloudScript,
            spare: replying('27 days.'),
          })
          const candidates = [gpu, cloud, spare]
          return generate({ ...task, ...goingOn, candidates }, new AbortController().signal)
        }),
      )
      for (const result of results)
        expect(result).toMatchObject({ provider: { name: 'spare' }, answer: { text: 'Leave is 27 days.' } })
    })

    test('takes it as complete when the next one says that nothing is missing', async () => {
      const { generate, task } = setUp({ gpu: failing('model-unavailable', '27 days.'), cloud: replying('COMPLETE') })
      const result = await generate({ ...task, ...goingOn }, new AbortController().signal)
      expect(result).toMatchObject({ status: 'answered', answer: { text: '27 days.' } })
    })

    test('[P5] ends as an error when nobody is left, with every call reported', async () => {
      const { generate, task, calls } = setUp({
        gpu: failing('model-unavailable', 'Leave '),
        cloud: failing('model-unavailable'),
      })
      await expect(generate({ ...task, ...goingOn }, new AbortController().signal)).rejects.toMatchObject({
        code: 'model-unavailable',
      })
      expect(calls.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed'])
    })

    test('[P6] ends as an error when no budget is left to go on with', async () => {
      const { generate, task, budgets, requests } = setUp({
        gpu: failing('model-unavailable', 'Leave '),
        cloud: replying('is 27 days.'),
      })
      await budgets.setBudgets([{ ...terms, kind: 'organisation', id: '*', period: 'day', limit: 600 }])
      await expect(generate({ ...task, ...goingOn }, new AbortController().signal)).rejects.toMatchObject({
        code: 'model-unavailable',
      })
      expect(requests).toHaveLength(1)
    })
  })

  describe('within a time limit', () => {
    const never = { ...replying('27 days.'), silentMs: 60_000 }

    test('[P5] asks nobody else when the time is up, and says so; the call is booked as cancelled', async () => {
      const { generate, task, calls } = setUp({ gpu: never, cloud: replying('27 days.') })
      const result = await generate({ ...task, timeLimitMs: 20 }, new AbortController().signal)
      expect(result).toMatchObject({ status: 'no-provider', failed: [{ code: 'time-limit' }] })
      expect(calls).toMatchObject([{ outcome: 'cancelled', usage: { estimated: true } }])
    })

    test('ends as an error what was begun', async () => {
      const { models } = fakeChatModels({})
      const { generate, task } = setUp({}, (provider) => ({
        ...models(provider),
        async *stream(_, signal) {
          yield { type: 'text', text: 'Leave is ' }
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          throw new LorekeepError('cancelled', 'The caller left.')
        },
      }))
      const late = generate({ ...task, timeLimitMs: 20 }, new AbortController().signal)
      await expect(late).rejects.toMatchObject({ code: 'model-timeout' })
    })

    test('asks nobody where none of it is left', async () => {
      const { generate, task, requests } = setUp({ gpu: replying('27 days.') })
      await generate({ ...task, timeLimitMs: 0 }, new AbortController().signal)
      expect(requests).toEqual([])
    })
  })

  describe('with a candidate that is slow to begin', () => {
    const slow = { ...replying('Slow.'), silentMs: 60_000 }
    const twin = providerOf('on-prem', { name: 'twin' })
    const hedging = { hedgeAfterMs: 10, candidates: [gpu, cloud, twin] }

    test('asks another one as well; who begins first goes on, and both are reported', async () => {
      const { generate, task, calls } = setUp({ gpu: slow, twin: replying('27 days.') })
      const result = await generate({ ...task, ...hedging }, new AbortController().signal)
      expect(result).toMatchObject({
        status: 'answered',
        provider: { name: 'twin' },
        answer: { text: '27 days.' },
        failed: [{ code: 'asked-beside' }],
      })
      expect(new Map(calls.map(({ provider, outcome }) => [provider.name, outcome]))).toEqual(
        new Map([
          ['gpu', 'cancelled'],
          ['twin', 'finished'],
        ]),
      )
    })

    test('[P3] never asks the cloud beside a model on the premises', async () => {
      const { generate, task, requests } = setUp({ gpu: { ...slow, silentMs: 50 }, cloud: replying('27 days.') })
      await generate({ ...task, hedgeAfterMs: 1 }, new AbortController().signal)
      expect(requests.map(({ provider }) => provider.name)).toEqual(['gpu'])
    })

    test('takes what the other one brings when the first fails meanwhile, and the first when the other fails', async () => {
      const failingLate = { ...failing('model-timeout'), silentMs: 40 }
      const answering = { ...replying('27 days.'), silentMs: 80 }
      const [second, first] = await Promise.all(
        [
          { gpu: failingLate, twin: answering },
          { gpu: answering, twin: failingLate },
        ].map((scripts) => {
          const { generate, task } = setUp(scripts)
          return generate({ ...task, ...hedging }, new AbortController().signal)
        }),
      )
      expect(second).toMatchObject({ status: 'answered', provider: { name: 'twin' } })
      expect(first).toMatchObject({ status: 'answered', provider: { name: 'gpu' } })
    })

    test('asks nobody else when it begins in time', async () => {
      const { generate, task, requests } = setUp({ gpu: replying('27 days.'), twin: replying('27 days.') })
      await generate({ ...task, ...hedging, hedgeAfterMs: 10_000 }, new AbortController().signal)
      expect(requests).toHaveLength(1)
    })
  })

  test('opens the circuit of a provider that keeps failing', async () => {
    const { generate, task, watch } = setUp({ gpu: failing('model-unavailable'), cloud: replying('yes') })
    for (let time = 0; time < 2; time += 1) await generate(task, new AbortController().signal)
    expect(watch.allows(gpu)).toBe(false)
  })
})
