import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { administrator } from '../../../src/access/sign-in.ts'
import {
  answerAll,
  answersOf,
  booked,
  createWaitingBatches,
  goOn,
  goOnToNews,
  questionsToWait,
  type WaitingOptions,
} from '../../support/batch/batches-that-wait.ts'
import { batchBill, chatBill, chatsWith } from '../../support/batch/seen-by-provider.ts'
import { copyFromEvidence } from '../../support/models/copying-model.ts'
import { reply } from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { passageOf } from '../../support/passages.ts'
import { priceWith } from '../../support/prices.ts'

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
const tariff = { input: 3_333_333, cached: 0, output: 7_777_777, reasoning: 7_777_777 }

let server: OpenAiServer

beforeEach(async () => {
  server = await startOpenAiServer()
  server.byDefault(reply(copyFromEvidence))
})

afterEach(() => server.close())

function open(over: Partial<WaitingOptions> = {}) {
  return createWaitingBatches({ server, passages: () => [leave, carry], prices: [priceWith(tariff)], ...over })
}

const together = { ...questionsToWait(...questions), sharesCalls: true }

const prompts = () => server.batches.created.flatMap((batch) => batch.prompts)

const bill = () => batchBill(server, tariff) + chatBill(server, tariff)

test('questions on the same evidence wait in one request, each gets its own answer, and together they cost what it costs', async () => {
  const process = open()
  const batch = await answerAll(process, together, administrator)

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
  expect(chatsWith(server)).toEqual([])
  expect(await booked(process)).toMatchObject({ calls: 3, questions: 3, costMicros: bill() })
  expect(batch.costMicros).toBe(bill())
})

test('[P1] a value has one placeholder in a request of several questions, and stands in none of it', async () => {
  const process = open()
  await answerAll(process, together, administrator)

  expect(prompts()[0]).toContain('[EMAIL_1]')
  expect(server.everythingReceived()).not.toContain('quist')
})

test('a question whose part is missing from the reply is asked by a call, and pays its share of the request', async () => {
  server.script(reply(`## Q1\nEmployees receive 27 days of leave. [1]\n\n## Q3\nDays of leave expire in March. [2]`))
  const process = open()
  const batch = await answerAll(process, together, administrator)

  expect(batch.counts.answered).toBe(3)
  expect(chatsWith(server)).toHaveLength(1)
  expect((await answersOf(process, batch))[1]?.text).toContain('zoe.quist@halden.example')
  expect(await booked(process)).toMatchObject({ calls: 4, costMicros: bill() })
})

test('each question of a request has what it needs when another one of it is answered, over restarts', async () => {
  const first = open()
  server.batches.looksNeeded = 2
  const { id } = await first.batches.prepare(together, administrator)
  await goOnToNews(first, id, administrator)
  for (let left = questions.length; left > 0; left -= 1) {
    await goOnToNews(open({ records: first.records }), id, administrator)
  }
  const batch = await goOn(open({ records: first.records }), id, administrator)

  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 3 } })
  expect(chatsWith(server)).toEqual([])
  expect(prompts()).toHaveLength(1)
  expect(await booked(first)).toMatchObject({ calls: 3, costMicros: bill() })
})

test('a request that is paid for when its batch is cancelled is booked on all of its questions', async () => {
  server.batches.looksNeeded = Number.POSITIVE_INFINITY
  server.batches.answeredWhenCancelled = 1
  const process = open()
  const { id } = await process.batches.prepare(together, administrator)
  await goOnToNews(process, id, administrator)
  await process.batches.cancel(id, administrator)

  expect(server.batches.billed).toHaveLength(1)
  expect(await booked(process)).toMatchObject({ calls: 3, answered: 0, costMicros: bill() })
})
