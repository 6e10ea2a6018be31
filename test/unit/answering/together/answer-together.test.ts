import { describe, expect, test } from '@jest/globals'
import { defaultExhaustionPolicy, defaultWarnAt } from '../../../../src/domain/accounting/budget.ts'
import { priceCall } from '../../../../src/accounting/prices/price-call.ts'
import type { QuestionEnd } from '../../../../src/answering/together/answer-together.ts'
import type { Answer } from '../../../../src/domain/answers/answer.ts'
import type { ModelProvider } from '../../../../src/domain/routing/model-catalogue.ts'
import type { ChatEvent, ChatModelFactory } from '../../../../src/ports/chat-model.ts'
import { createAsking } from '../../../support/asking.ts'
import { passageOf } from '../../../support/passages.ts'
import { policyWith } from '../../../support/policies.ts'
import { priceWith } from '../../../support/prices.ts'
import { providerOf } from '../../../support/providers.ts'

const leave = passageOf('Full-time employees receive 27 days of paid annual leave.')
const carry = passageOf('Up to 8 unused days may be carried into the next year.', {
  chunkId: 'v2:0',
  documentId: 'carry',
  version: 'v2',
})
const board = passageOf('The board meets Zoe Quist, zoe.quist@halden.example, on Monday.', {
  chunkId: 'v9:0',
  documentId: 'board',
  version: 'v9',
  classification: 'restricted',
})
const questions = ['How many days of leave do I get?', 'How many days can I carry over?'] as const
const usage = { promptTokens: 251, cachedTokens: 50, completionTokens: 77, reasoningTokens: 0, estimated: false }
const price = priceWith({ input: 3_333_333, cached: 1_111_111, output: 7_777_777 })

function setUp(
  reply: (prompt: string) => string,
  over: {
    readonly passages?: (question?: string) => readonly ReturnType<typeof passageOf>[]
    readonly providers?: readonly ModelProvider[]
  } = {},
) {
  const prompts: string[] = []
  const models: ChatModelFactory = (provider) => ({
    provider,
    async *stream({ messages }) {
      const prompt = messages.map(({ content }) => content).join('\n')
      prompts.push(prompt)
      const events: readonly ChatEvent[] = [
        { type: 'text', text: reply(prompt) },
        { type: 'usage', usage },
        { type: 'finish', reason: 'stop' },
      ]
      yield* events
    },
  })
  const asking = createAsking({
    policy: policyWith(),
    providers: over.providers ?? [providerOf('cloud')],
    models,
    passages: over.passages ?? (() => [leave, carry]),
    wholeEvidence: true,
    prices: [price, { ...price, tier: 'on-prem' }, { ...price, model: 'x' }],
  })
  return { ...asking, prompts }
}

const isShared = (prompt: string) => prompt.includes('\nQ2 (')
const alone = 'You get 27 days [1].'

function answersOf(ends: readonly QuestionEnd[]): readonly Answer[] {
  return ends.map((end) => {
    if ('error' in end) throw end.error
    return end.answer
  })
}

async function spentOn({ records }: ReturnType<typeof setUp>) {
  const totals = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
  return totals[0]
}

describe('questions that rest on the same evidence', () => {
  test('are put to a model in one call, and each gets an answer of its own', async () => {
    const asking = setUp(
      () => '## Q1\nYou get 27 days [1].\n## Q2\nYou can carry 8 unused days into the next year [2].',
    )
    const [first, second] = answersOf(await asking.askTogether(questions))

    expect(asking.prompts).toHaveLength(1)
    expect(first).toMatchObject({
      status: 'answered',
      text: 'You get 27 days [1].',
      citations: [{ quote: leave.text }],
    })
    expect(second?.citations.map(({ n, quote }) => [n, quote])).toEqual([[1, carry.text]])
    expect(first?.route.reasons.map(({ code }) => code)).toContain('shared-call')
  })

  test('share the cost of the call by tokens, to the micro, and what sharing saved is counted as that of the batch', async () => {
    const asking = setUp(
      () => '## Q1\nYou get 27 days [1].\n## Q2\nYou can carry 8 unused days into the next year [2].',
    )
    const answers = answersOf(await asking.askTogether(questions))
    const whole = priceCall(
      { tier: 'cloud', model: 'test-model', usage, at: Date.parse('2026-06-01') },
      { ...catalogueOf, prices: [price] },
    )

    const spent = await spentOn(asking)
    expect(spent).toMatchObject({ promptTokens: 251, cachedTokens: 50, completionTokens: 77, costMicros: whole.micros })
    expect(answers.reduce((sum, answer) => sum + answer.usage.costMicros, 0)).toBe(whole.micros)
    expect(answers.every((answer) => answer.usage.costMicros > 0)).toBe(true)
    const {
      savedByBatchMicros = 0,
      savedByCompressionMicros,
      savedByRoutingMicros,
      savedByPricesMicros,
      baselineMicros = 0,
    } = spent ?? {}
    expect(savedByBatchMicros).toBeGreaterThan(0)
    expect(baselineMicros - whole.micros).toBe(
      savedByBatchMicros + (savedByCompressionMicros ?? 0) + (savedByRoutingMicros ?? 0) + (savedByPricesMicros ?? 0),
    )
  })

  test('say when nothing answers one of them', async () => {
    const asking = setUp(() => '## Q1\nYou get 27 days [1].\n## Q2\nNOT_FOUND')

    expect(answersOf(await asking.askTogether(questions)).map(({ status }) => status)).toEqual([
      'answered',
      'abstained',
    ])
    expect(asking.prompts).toHaveLength(1)
  })

  test.each([
    ['cannot be cut apart', 'You get 27 days [1], and may carry over 8 [2].', 3],
    ['leaves one out', '## Q1\nYou get 27 days [1].', 2],
  ])('get a call of their own where the reply %s, and every call is booked', async (_, reply, calls) => {
    const asking = setUp((prompt) => (isShared(prompt) ? reply : alone))
    const answers = answersOf(await asking.askTogether(questions))

    expect(asking.prompts).toHaveLength(calls)
    expect(answers.map(({ text }) => text)).toEqual([alone, alone])
    expect(await spentOn(asking)).toMatchObject({ promptTokens: 251 * calls, completionTokens: 77 * calls })
  })

  test('get a call of their own where an answer cites the evidence of another question', async () => {
    const passages = (question?: string) => (question === questions[0] ? [leave] : [leave, carry])
    const asking = setUp(
      (prompt) => (isShared(prompt) ? '## Q1\nUp to 8 [2].\n## Q2\nUp to 8 unused days [2].' : alone),
      { passages },
    )
    const [first, second] = answersOf(await asking.askTogether(questions))

    expect(first?.text).toBe(alone)
    expect(second).toMatchObject({ text: 'Up to 8 unused days [1].', citations: [{ quote: carry.text }] })
    expect(asking.prompts).toHaveLength(2)
  })

  test('are put by themselves where that is wanted, or where they rest on different evidence', async () => {
    const wanted = setUp(() => alone)
    await wanted.askTogether(questions, false)
    const different = setUp(() => alone, { passages: (question) => [question === questions[0] ? leave : carry] })
    await different.askTogether(questions)

    expect([wanted.prompts.length, different.prompts.length]).toEqual([2, 2])
  })

  test('[P1] have one placeholder for a value in all of them, and get it back', async () => {
    const passages = () => [passageOf('Ask Ann, ann@example.com, for leave.')]
    const asking = setUp(() => '## Q1\nAsk [EMAIL_1] [1].\n## Q2\nYes, [EMAIL_1] is right [1].', { passages })
    const answers = answersOf(
      await asking.askTogether(['Whom do I ask for leave?', 'Is ann@example.com right for leave?']),
    )

    expect(asking.prompts.join()).not.toContain('ann@example.com')
    expect(answers.map(({ text }) => text)).toEqual(['Ask ann@example.com [1].', 'Yes, ann@example.com is right [1].'])
  })

  test('[P3] never take what must stay in the house along to the cloud', async () => {
    const providers = [providerOf('cloud')]
    const passages = (question?: string) => (question === questions[0] ? [leave, carry] : [leave, carry, board])
    const asking = setUp(() => alone, { passages, providers })
    const [first, second] = answersOf(await asking.askTogether(questions))

    expect(first?.route.tier).toBe('cloud')
    expect(second?.route.tier).toBe('extractive')
    expect(asking.prompts.join()).not.toContain('Quist')
  })

  test('[P6] keep within a budget that has room for none of them, and quote', async () => {
    const asking = setUp(() => alone)
    await asking.records.budgets.setBudgets([
      {
        kind: 'organisation',
        id: '*',
        period: 'day',
        unit: 'money',
        limit: 1,
        warnAt: defaultWarnAt,
        whenExhausted: defaultExhaustionPolicy,
      },
    ])
    const answers = answersOf(await asking.askTogether(questions))

    expect(asking.prompts).toEqual([])
    expect(answers.map(({ route }) => route.tier)).toEqual(['extractive', 'extractive'])
    const [status] = await asking.records.budgets.budgets(Date.parse('2026-06-01'))
    expect(status).toMatchObject({ spent: 0, reserved: 0 })
  })
})

const catalogueOf = { currency: 'USD', providers: [], hardFrom: 0.5, baselineModel: 'x' }
