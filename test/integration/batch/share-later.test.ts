import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { administrator } from '../../../src/access/sign-in.ts'
import type { Batch } from '../../../src/domain/batch/batch.ts'
import type { ModelPrice } from '../../../src/domain/routing/model-catalogue.ts'
import { toMicros } from '../../../src/domain/money.ts'
import {
  answersOf,
  createWaitingBatches,
  questionsToWait,
  type WaitingOptions,
} from '../../support/batches-that-wait.ts'
import { copyFromEvidence } from '../../support/copying-model.ts'
import { reply } from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { passageOf } from '../../support/passages.ts'

const never = new AbortController().signal
const leave = passageOf('Employees receive 27 days of leave. Zoe Quist, zoe.quist@halden.example, grants it.')
const carry = passageOf('Days of leave expire in March. Up to 8 days are carried over.', {
  chunkId: 'v2:0',
  documentId: 'carry',
  version: 'v2',
})
const questions = [
  'How many days of leave do employees receive?',
  'Who grants it, zoe.quist@halden.example?',
  'When do days of leave expire?',
] as const
const prices: readonly ModelPrice[] = [
  {
    model: '*',
    tier: 'cloud',
    currency: 'USD',
    inputPerMillion: toMicros(3_333_333),
    cachedInputPerMillion: toMicros(0),
    outputPerMillion: toMicros(7_777_777),
    validFrom: '2020-01-01',
    assumed: false,
  },
]

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer()
  server.byDefault(reply(copyFromEvidence))
})

afterEach(() => server.close())

function open(over: Partial<WaitingOptions> = {}) {
  return createWaitingBatches({ server, passages: () => [leave, carry], prices, ...over })
}

const together = { ...questionsToWait(...questions), sharesCalls: true }

async function answerAll(process: ReturnType<typeof open>): Promise<Batch> {
  const { id } = await process.batches.prepare(together, administrator)
  return process.batches.resume(id, administrator, () => undefined, never)
}

const chats = () => server.requests.filter(({ path }) => path === '/v1/chat/completions')
const prompts = () => server.batches.created.flatMap((batch) => batch.prompts)

/** What the provider asks for its own count: the batch API half, rounded up for each request. */
function bill(): number {
  const part = (tokens: number, price: number) => tokens * price
  const halves = server.batches.billed.map(({ usage }) =>
    Math.ceil((part(usage.prompt_tokens, 1_666_667) + part(usage.completion_tokens, 3_888_889)) / 1_000_000),
  )
  const calls = chats().map(({ usage }) =>
    Math.ceil(
      (part(usage?.prompt_tokens ?? 0, 3_333_333) + part(usage?.completion_tokens ?? 0, 7_777_777)) / 1_000_000,
    ),
  )
  return [...halves, ...calls].reduce((sum, micros) => sum + micros, 0)
}

async function booked({ records }: ReturnType<typeof open>) {
  const [total] = await records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
  return total
}

test('questions on the same evidence wait in one request, each gets its own answer, and together they cost what it costs', async () => {
  const process = open()
  const batch = await answerAll(process)

  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 3 } })
  const answers = await answersOf(process, batch)
  expect(answers.map((answer) => answer?.text)).toEqual([
    'Employees receive 27 days of leave. [1]',
    'Zoe Quist, zoe.quist@halden.example, grants it. [1]',
    'Days of leave expire in March. [1]',
  ])
  expect(answers.map((answer) => answer?.citations[0]?.documentId)).toEqual(['leave', 'leave', 'carry'])
  for (const answer of answers) {
    expect(answer?.route.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['answered-later', 'shared-call']),
    )
  }
  expect(prompts()).toHaveLength(1)
  expect(chats()).toEqual([])
  expect(await booked(process)).toMatchObject({ calls: 3, questions: 3, costMicros: bill() })
  expect(batch.costMicros).toBe(bill())
})

test('[P1] a value has one placeholder in a request of several questions, and stands in none of it', async () => {
  const process = open()
  await answerAll(process)

  expect(prompts()[0]).toContain('[EMAIL_1]')
  expect(server.everythingReceived()).not.toContain('quist')
})

test('a question whose part is missing from the reply is asked by a call, and pays its share of the request', async () => {
  server.script(reply(`## Q1\nEmployees receive 27 days of leave. [1]\n\n## Q3\nDays of leave expire in March. [2]`))
  const process = open()
  const batch = await answerAll(process)

  expect(batch.counts.answered).toBe(3)
  expect(chats()).toHaveLength(1)
  expect((await answersOf(process, batch))[1]?.text).toContain('zoe.quist@halden.example')
  expect(await booked(process)).toMatchObject({ calls: 4, costMicros: bill() })
})

test('each question of a request has what it needs when another one of it is answered, over restarts', async () => {
  const first = open()
  server.batches.looksNeeded = 2
  const { id } = await first.batches.prepare(together, administrator)
  let stopping = new AbortController()
  await first.batches.resume(id, administrator, () => stopping.abort(), stopping.signal)
  for (let left = questions.length; left > 0; left -= 1) {
    stopping = new AbortController()
    await open({ records: first.records }).batches.resume(id, administrator, () => stopping.abort(), stopping.signal)
  }
  const batch = await open({ records: first.records }).batches.resume(id, administrator, () => undefined, never)

  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 3 } })
  expect(chats()).toEqual([])
  expect(prompts()).toHaveLength(1)
  expect(await booked(first)).toMatchObject({ calls: 3, costMicros: bill() })
})

test('a request that is paid for when its batch is cancelled is booked on all of its questions', async () => {
  server.batches.looksNeeded = Number.POSITIVE_INFINITY
  server.batches.answeredWhenCancelled = 1
  const process = open()
  const { id } = await process.batches.prepare(together, administrator)
  const stopping = new AbortController()
  await process.batches.resume(id, administrator, () => stopping.abort(), stopping.signal)
  await process.batches.cancel(id, administrator)

  expect(server.batches.billed).toHaveLength(1)
  expect(await booked(process)).toMatchObject({ calls: 3, answered: 0, costMicros: bill() })
})
