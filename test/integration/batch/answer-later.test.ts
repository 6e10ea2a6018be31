import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { defaultExhaustionPolicy, defaultWarnAt } from '../../../src/domain/accounting/budget.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import {
  answerAll,
  answersOf,
  batchApiOf,
  booked,
  cloudOf,
  createWaitingBatches,
  goOn,
  goOnToNews,
  questionsToWait,
  type WaitingOptions,
} from '../../support/batch/batches-that-wait.ts'
import { batchBill, chatBill, chatsWith, submissionsTo } from '../../support/batch/seen-by-provider.ts'
import { copyFromEvidence } from '../../support/models/copying-model.ts'
import { reply } from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { passageOf } from '../../support/passages.ts'
import { policyWith } from '../../support/policies.ts'
import { priceWith } from '../../support/prices.ts'
import { providerOf } from '../../support/providers.ts'

const ada: Principal = { id: 'user:ada', kind: 'user', name: 'Ada', groups: [], team: 'sales' }
const never = new AbortController().signal
const leave = passageOf('Full-time employees receive 27 days of paid annual leave.')
const carry = passageOf('Up to 8 unused days may be carried into the next year.', {
  chunkId: 'v2:0',
  documentId: 'carry',
  version: 'v2',
})
const secret = passageOf('The bonus of the board is 40 percent of the salary.', {
  chunkId: 'v3:0',
  documentId: 'board',
  version: 'v3',
  classification: 'restricted',
})
const days = 'How many days of paid annual leave do employees receive?'
const unused = 'How many unused days may be carried into the next year?'
const bonus = 'How high is the bonus of the board?'
const tariff = { input: 3_333_333, cached: 1_111_111, output: 7_777_777, reasoning: 7_777_777 }

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer()
  server.byDefault(reply(copyFromEvidence))
})

afterEach(() => server.close())

function open(over: Partial<WaitingOptions> = {}) {
  const passages = (question = '') => (question === bonus ? [secret] : question === unused ? [carry] : [leave])
  return createWaitingBatches({
    server,
    passages,
    prices: [priceWith(tariff), priceWith(tariff, { model: 'x' })],
    ...over,
  })
}

const bill = () => batchBill(server, tariff)
const liveBill = () => chatBill(server, tariff)

const answerAsked = (process: ReturnType<typeof open>, ...questions: readonly string[]) =>
  answerAll(process, questionsToWait(...questions), ada)

describe('a batch that may wait', () => {
  test('is answered by one batch of the provider, and costs to the micro what that asks for it', async () => {
    const process = open()
    const batch = await answerAsked(process, days, unused)

    expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 2 } })
    expect(batch.delegated).toBeUndefined()
    const answers = await answersOf(process, batch)
    expect(answers.map((answer) => answer?.text)).toEqual([
      'Full-time employees receive 27 days of paid annual leave. [1]',
      'Up to 8 unused days may be carried into the next year. [1]',
    ])
    expect(answers[0]?.citations).toMatchObject([{ documentId: 'leave' }])
    expect(answers[0]?.route.reasons.map(({ code }) => code)).toContain('answered-later')
    expect(answers[0]?.privacy.leftTheBuilding).toBe(true)
    expect(submissionsTo(server)).toHaveLength(1)
    expect(chatsWith(server)).toEqual([])
    const total = await booked(process)
    expect(total).toMatchObject({ calls: 2, questions: 2, costMicros: bill() })
    expect(batch.costMicros).toBe(bill())
    const prompts = server.batches.billed.reduce((sum, { usage }) => sum + usage.prompt_tokens, 0)
    expect(total.promptTokens).toBe(prompts)
  })

  test('shows what the batch API took off as saved by batch, and the parts add up', async () => {
    const process = open()
    await answerAsked(process, days)

    const total = await booked(process)
    const full = batchBill(server, tariff, 1)
    expect(total.savedByBatchMicros).toBe(full - total.costMicros)
    expect(total.savedByBatchMicros).toBeGreaterThan(0)
    const { savedByCacheMicros, savedByRoutingMicros, savedByCompressionMicros, savedByPricesMicros } = total
    const parts = [savedByCacheMicros, savedByRoutingMicros, savedByCompressionMicros, savedByPricesMicros]
    expect(parts.reduce((sum, part) => sum + part, total.savedByBatchMicros + 0)).toBe(
      total.baselineMicros - total.costMicros,
    )
  })

  test('leaves no file at the provider, no prompt here, and nothing set aside', async () => {
    const process = open()
    await process.records.budgets.setBudgets([budgetOf(10_000_000)])
    const batch = await answerAsked(process, days, unused)

    expect(server.batches.filesKept).toBe(0)
    expect(await process.records.delegations.open(batch.id)).toEqual([])
    expect(await process.records.budgets.budgets(Date.now())).toMatchObject([{ reserved: 0, spent: bill() }])
  })

  test('says how far the provider is while it works', async () => {
    server.batches.looksNeeded = 3
    const process = open()
    const { id } = await process.batches.prepare(questionsToWait(days, unused), ada)
    const seen: string[] = []
    await process.batches.resume(
      id,
      ada,
      ({ done, delegated = [] }) => seen.push(`${done} ${delegated.map(({ requests }) => requests.total).join()}`),
      never,
    )

    expect(seen.slice(0, 2)).toEqual(['0 2', '0 2'])
    expect(seen.at(-1)).toBe('2 2')
  })

  test('is refused where no model has a batch API', async () => {
    const process = open({ providers: [providerOf('cloud', { baseUrl: server.baseUrl })] })
    await expect(process.batches.prepare(questionsToWait(days), ada)).rejects.toMatchObject({ code: 'bad-request' })
  })

  test('hands over no more requests at once than the provider takes', async () => {
    const process = open({ providers: [cloudOf(server, { batch: batchApiOf(server, { mostRequests: 1 }) })] })
    const batch = await answerAsked(process, days, unused, 'How much leave is there?')

    expect(batch.counts.answered).toBe(3)
    expect(submissionsTo(server).length).toBeGreaterThanOrEqual(1)
    expect(server.batches.created.flatMap(({ prompts }) => prompts)).toHaveLength(3)
    expect((await booked(process)).costMicros).toBe(bill())
  })

  test('pays once for a question that stands in it twice', async () => {
    const process = open()
    const batch = await answerAsked(process, days, days)

    expect(batch.counts.answered).toBe(2)
    expect(server.batches.created.flatMap(({ prompts }) => prompts)).toHaveLength(1)
    expect((await booked(process)).costMicros).toBe(bill() + liveBill())
    expect((await answersOf(process, batch)).map((answer) => answer?.text)).toEqual([
      expect.stringContaining('27 days'),
      expect.stringContaining('27 days'),
    ])
  })
})

describe('what binds a question binds it in a batch API too', () => {
  test('[P3] a question that must stay in the house is not in the file, and is answered in the house', async () => {
    const onPrem = providerOf('on-prem', { baseUrl: server.baseUrl, strong: true })
    const process = open({
      providers: [cloudOf(server, { strong: false }), onPrem],
      prices: [priceWith(tariff), priceWith(tariff, { tier: 'on-prem' })],
    })
    const batch = await answerAsked(process, days, bonus)

    const [, answer] = await answersOf(process, batch)
    expect(answer).toMatchObject({ status: 'answered', route: { tier: 'on-prem' } })
    const handedOver = server.batches.created.flatMap(({ prompts }) => prompts).join('\n')
    expect(handedOver).toContain('27 days')
    expect(handedOver).not.toContain('bonus')
  })

  test('[P3] without a model in the house it is quoted', async () => {
    const process = open()
    const batch = await answerAsked(process, days, bonus)

    const [, answer] = await answersOf(process, batch)
    expect(answer).toMatchObject({ status: 'answered', route: { tier: 'extractive' } })
    expect(server.everythingReceived()).not.toContain('bonus')
  })

  test('[P1] no sensitive value is in anything the provider receives, and the answer has it again', async () => {
    const contact = passageOf('Annual leave is granted by Zoe Quist, zoe.quist@halden.example, 13912345678.')
    const process = open({ passages: () => [contact] })
    const question = 'Who grants annual leave, zoe.quist@halden.example?'
    const batch = await answerAsked(process, question)

    const [answer] = await answersOf(process, batch)
    expect(answer?.text).toContain('zoe.quist@halden.example')
    const received = server.everythingReceived()
    expect(received).toContain('[EMAIL_1]')
    for (const value of ['zoe.quist', 'halden', '13912345678']) expect(received).not.toContain(value)
  })

  test('[P6] what may be spent is set aside as long as the provider works, at the price of its batch API', async () => {
    let now = Date.now()
    server.batches.looksNeeded = Number.POSITIVE_INFINITY
    const process = open({ clock: () => now })
    await process.records.budgets.setBudgets([budgetOf(10_000_000)])
    const { id } = await process.batches.submit(questionsToWait(days, unused), ada)
    const stopping = new AbortController()
    const following = process.batches.resume(id, ada, () => stopping.abort(), stopping.signal)
    expect((await following).status).toBe('paused')

    const [before] = await process.records.budgets.budgets(now)
    now += 20 * 60 * 60 * 1000
    await process.records.budgets.reserve({
      answerId: 'x',
      subjects: [],
      micros: 0,
      tokens: 0,
      at: now,
      expiresAt: now,
    })
    const [after] = await process.records.budgets.budgets(now)
    expect(before?.reserved).toBeGreaterThan(0)
    expect(after?.reserved).toBe(before?.reserved)
  })

  test('[P6] where a budget has no room, nothing is handed over and its policy says what becomes of the question', async () => {
    const process = open()
    await process.records.budgets.setBudgets([{ ...budgetOf(100), whenExhausted: 'extractive' }])
    const batch = await answerAsked(process, days)

    expect((await answersOf(process, batch))[0]?.route.tier).toBe('extractive')
    expect(submissionsTo(server)).toEqual([])
    expect(chatsWith(server)).toEqual([])
  })
})

describe('when the world changes while the provider works', () => {
  /** The provider has the prompts, and the process was interrupted. */
  async function handedOver(process: ReturnType<typeof open>, ...questions: readonly string[]): Promise<string> {
    server.batches.looksNeeded = 2
    const { id } = await process.batches.prepare(questionsToWait(...questions), ada)
    await goOnToNews(process, id, ada)
    expect(submissionsTo(server)).toHaveLength(1)
    return id
  }

  test('[P4] a question whose evidence changed is asked anew, and both calls are booked', async () => {
    const first = open()
    const id = await handedOver(first, days)
    const newer = passageOf('Full-time employees receive 31 days of paid annual leave.', { version: 'v9' })
    const later = open({ records: first.records, passages: () => [newer] })
    const batch = await goOn(later, id, ada)

    const [answer] = await answersOf(later, batch)
    expect(answer?.text).toContain('31 days')
    expect(chatsWith(server)).toHaveLength(1)
    expect(await booked(later)).toMatchObject({ calls: 2, costMicros: bill() + liveBill() })
    expect((await booked(later)).savedByBatchMicros).toBeLessThan(0)
  })

  test('[P3] a reply is not used where the policy keeps the question in the house by now', async () => {
    const first = open()
    const id = await handedOver(first, days)
    const cloud = { public: 'never', internal: 'never', confidential: 'never', restricted: 'never' }
    const later = open({ records: first.records, policy: policyWith({ cloud }) })
    const batch = await goOn(later, id, ada)

    const [answer] = await answersOf(later, batch)
    expect(answer).toMatchObject({ route: { tier: 'extractive' }, privacy: { leftTheBuilding: true } })
    expect((await booked(later)).costMicros).toBe(bill())
  })

  test('[P2] whoever lost all rights gets no answer, and the provider is told to stop', async () => {
    const portal: Principal = { id: 'key:7', kind: 'key', name: 'Portal', groups: [] }
    const process = open()
    await process.records.access.saveKey({ id: '7', name: 'Portal', groups: [], createdAt: 1 }, 'hash')
    server.batches.looksNeeded = Number.POSITIVE_INFINITY
    const { id } = await process.batches.prepare(questionsToWait(days, unused), portal)
    await goOnToNews(process, id, portal)
    await process.records.access.removeKey('7')
    server.batches.looksNeeded = 1
    const batch = await goOn(process, id, portal)

    expect(batch).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' }, counts: { answered: 0 } })
    await process.later.settleLeftBehind(never)
    expect(await booked(process)).toMatchObject({ costMicros: bill() })
    expect(server.batches.filesKept).toBe(0)
  })

  test('a provider that is no longer configured gives way to the others', async () => {
    const first = open()
    const id = await handedOver(first, days)
    const other = providerOf('cloud', { name: 'other', baseUrl: server.baseUrl })
    const later = open({ records: first.records, providers: [other] })
    const batch = await goOn(later, id, ada)

    expect((await answersOf(later, batch))[0]?.route.provider).toBe('other')
  })
})

describe('where the provider does not do its part', () => {
  test('a request that it failed is answered by a call, and the others cost what the batch API asks', async () => {
    server.batches.fateOf = (request) => (JSON.stringify(request.messages).includes(unused) ? 'refused' : 'answered')
    const process = open()
    const batch = await answerAsked(process, days, unused)

    expect(batch.counts.answered).toBe(2)
    expect(chatsWith(server)).toHaveLength(1)
    expect(await booked(process)).toMatchObject({ calls: 2, costMicros: bill() + liveBill() })
  })

  test.each(['expired', 'failed'] as const)('a batch that ends as %s is answered by calls', async (ending) => {
    server.batches.ending = ending
    server.batches.fateOf = () => 'expired'
    const process = open()
    await process.records.budgets.setBudgets([budgetOf(10_000_000)])
    const batch = await answerAsked(process, days, unused)

    expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 2 } })
    expect(chatsWith(server)).toHaveLength(2)
    expect(await process.records.budgets.budgets(Date.now())).toMatchObject([{ reserved: 0, spent: liveBill() }])
  })

  test('a file that it refuses costs nothing, and the questions are answered by calls', async () => {
    const batch = batchApiOf(server, { dialect: 'zhipu' })
    const process = open({ providers: [cloudOf(server, { batch })] })
    const answered = await answerAsked(process, days)

    expect(answered.counts.answered).toBe(1)
    expect(server.batches.created).toEqual([])
    expect(server.batches.filesKept).toBe(0)
    expect(chatsWith(server)).toHaveLength(1)
  })
})

describe('a batch that is cancelled while the provider works', () => {
  test('is cancelled there too, and what was answered by then is booked and nothing stays set aside', async () => {
    server.batches.looksNeeded = Number.POSITIVE_INFINITY
    server.batches.answeredWhenCancelled = 1
    const process = open()
    await process.records.budgets.setBudgets([budgetOf(10_000_000)])
    const { id } = await process.batches.prepare(questionsToWait(days, unused), ada)
    await goOnToNews(process, id, ada)
    const cancelled = await process.batches.cancel(id, ada)

    expect(cancelled).toMatchObject({ status: 'cancelled', counts: { waiting: 2 } })
    expect(server.batches.created).toMatchObject([{ status: 'cancelled' }])
    expect(await process.records.budgets.budgets(Date.now())).toMatchObject([{ reserved: 0, spent: bill() }])
    expect(server.batches.billed).toHaveLength(1)
    expect(server.batches.filesKept).toBe(0)

    await process.later.settleLeftBehind(never)
    expect((await booked(process)).costMicros).toBe(bill())
  })
})

test('a service lets go of a batch while the provider works, and takes it up again', async () => {
  server.batches.looksNeeded = 4
  const process = open()
  const { id } = await process.batches.submit(questionsToWait(days, unused), ada)
  const watching = process.batches.watch()
  const seen = new Set<string>()
  while (true) {
    const { status } = await process.batches.get(id, ada)
    seen.add(status)
    if (status === 'succeeded') break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await watching.close()

  expect(seen.has('waiting')).toBe(true)
  expect(submissionsTo(server)).toHaveLength(1)
  expect((await booked(process)).costMicros).toBe(bill())
}, 30_000)

function budgetOf(limit: number) {
  return {
    kind: 'user',
    id: ada.id,
    period: 'month',
    unit: 'money',
    limit,
    warnAt: defaultWarnAt,
    whenExhausted: defaultExhaustionPolicy,
  } as const
}
