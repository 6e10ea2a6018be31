import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { administrator } from '../../../src/access/sign-in.ts'
import { batchLeaseMs } from '../../../src/domain/batch/batch.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { DeferredChat } from '../../../src/ports/deferred-chat.ts'
import type { DelegationStore } from '../../../src/ports/delegation-store.ts'
import {
  batchApiOf,
  booked,
  cloudOf,
  createWaitingBatches,
  goOn,
  goOnToNews,
  questionsToWait,
  type WaitingOptions,
} from '../../support/batch/batches-that-wait.ts'
import { batchBill, chatsWith, submissionsTo } from '../../support/batch/seen-by-provider.ts'
import { copyFromEvidence } from '../../support/models/copying-model.ts'
import { reply } from '../../support/openai-server/behaviours.ts'
import { type OpenAiServer, startOpenAiServer } from '../../support/openai-server/openai-server.ts'
import { passageOf } from '../../support/passages.ts'
import { priceWith } from '../../support/prices.ts'

const questions = ['How many days of leave do employees receive?', 'When do days of leave expire?'] as const
const leave = passageOf('Employees receive 27 days of leave. Days of leave expire in March.')
const tariff = { input: 3_000_000, cached: 0, output: 9_000_000, reasoning: 9_000_000 }

let server: OpenAiServer
let now: number
let testOver: AbortController

beforeEach(async () => {
  now = Date.now()
  testOver = new AbortController()
  server = await startOpenAiServer()
  server.byDefault(reply(copyFromEvidence))
})

afterEach(async () => {
  testOver.abort()
  await server.close()
})

function open(over: Partial<WaitingOptions> = {}) {
  return createWaitingBatches({
    server,
    passages: () => [leave],
    prices: [priceWith(tariff)],
    clock: () => now,
    ...over,
  })
}

/** What the process does no more, as it was killed: whatever it awaits does not come while the test lasts. */
const killed = () =>
  new Promise<never>((_, reject) => testOver.signal.addEventListener('abort', () => reject(new Error('Killed.'))))

/** A moment that a test waits for. */
function moment() {
  let reach = () => undefined as void
  const reached = new Promise<void>((resolve) => (reach = resolve))
  return { reached, reach: () => reach() }
}

/** A store of a process that is killed when it comes to note this. */
function killedNoting(isLast: (change: Parameters<DelegationStore['note']>[1]) => boolean, before: boolean) {
  const { reached, reach } = moment()
  const wrap = (real: DelegationStore): DelegationStore => ({
    ...real,
    async note(id, change) {
      if (!isLast(change)) return real.note(id, change)
      if (!before) await real.note(id, change)
      reach()
      return killed()
    },
  })
  return { reached, wrap }
}

async function startAndKill(over: Partial<WaitingOptions>, reached: Promise<void>) {
  const process = open(over)
  const { id } = await process.batches.prepare(questionsToWait(...questions), administrator)
  void goOn(process, id, administrator)
  await reached
  now += batchLeaseMs
  return { id, records: process.records }
}

async function expectAnsweredOnce({ batches, records }: ReturnType<typeof open>, id: string) {
  const batch = await goOn({ batches }, id, administrator)
  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 2, failed: 0 } })
  expect(submissionsTo(server)).toHaveLength(1)
  const costMicros = batchBill(server, tariff)
  expect(await booked({ records })).toMatchObject({ questions: 2, calls: 2, costMicros })
  expect(batch.costMicros).toBe(costMicros)
}

test.each([
  ['once its file is there, before that is noted', 'uploaded', true],
  ['between the upload and the submission', 'uploaded', false],
  ['once the provider has the batch, before its id is noted', 'submitted', true],
  ['while the provider works', 'submitted', false],
  ['when all is answered, before that is noted', 'settled', true],
] as const)(
  'a process that is killed %s is continued by another, and nothing is submitted twice',
  async (_, state, before) => {
    const { reached, wrap } = killedNoting((change) => change.state === state, before)
    const { id, records } = await startAndKill({ delegations: wrap }, reached)

    await expectAnsweredOnce(open({ records }), id)
  },
)

test('a provider that takes no file now is offered it again, and the questions wait', async () => {
  let isBusy = true
  const busy = (real: DeferredChat): DeferredChat => ({
    ...real,
    async upload(...given) {
      if (!isBusy) return real.upload(...given)
      isBusy = false
      throw new LorekeepError('rate-limited', 'Too many files.')
    },
  })
  const process = open({ deferred: (real) => (provider) => busy(real(provider)) })
  const { id } = await process.batches.prepare(questionsToWait(...questions), administrator)

  await expectAnsweredOnce(process, id)
})

test('what lay too long for its reservations to hold is not handed over, but answered by calls', async () => {
  const failing = (real: DeferredChat): DeferredChat => ({
    ...real,
    async upload() {
      throw new LorekeepError('model-unavailable', 'Nobody is there.')
    },
  })
  const first = open({ deferred: (real) => (provider) => failing(real(provider)) })
  const { id } = await first.batches.prepare(questionsToWait(...questions), administrator)
  await goOnToNews(first, id, administrator)
  now += 90 * 60 * 1000
  const later = open({ records: first.records })
  const batch = await goOn(later, id, administrator)

  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 2 } })
  expect(submissionsTo(server)).toEqual([])
  expect(chatsWith(server)).toHaveLength(2)
})

test('a process that is killed between two answers goes on with the reply of the second', async () => {
  const { reached, reach } = moment()
  const wrap = (real: DelegationStore): DelegationStore => ({
    ...real,
    drop: async () => {
      reach()
      return killed()
    },
  })
  const { id, records } = await startAndKill({ delegations: wrap }, reached)

  await expectAnsweredOnce(open({ records }), id)
})

test('a reply that was booked with a question that failed is not booked again, and the question is asked anew', async () => {
  const { reached, reach } = moment()
  const dropsNothing = (real: DelegationStore): DelegationStore => ({
    ...real,
    drop: async () => {
      reach()
      return killed()
    },
  })
  const broken = () => {
    throw new LorekeepError('index-unavailable', 'The index is away.')
  }
  const first = open({ providers: [cloudOf(server, { batch: batchApiOf(server, { lookEveryMs: 600_000 }) })] })
  server.batches.looksNeeded = 2
  const { id } = await first.batches.prepare(questionsToWait(questions[0]), administrator)
  await goOnToNews(first, id, administrator)
  const second = open({ records: first.records, passages: broken, delegations: dropsNothing })
  void goOn(second, id, administrator)
  await reached
  now += batchLeaseMs
  const third = open({ records: first.records })
  const batch = await goOn(third, id, administrator)

  expect(batch).toMatchObject({ status: 'succeeded', counts: { answered: 1, failed: 0 } })
  expect(await booked(first)).toMatchObject({ calls: 2, questions: 2, answered: 1 })
  expect(server.batches.billed).toHaveLength(1)
})

test('a submission whose answer is lost is looked for at the provider, and not made again', async () => {
  const losing = (real: DeferredChat): DeferredChat => ({
    ...real,
    async submit(...given) {
      await real.submit(...given)
      throw new LorekeepError('model-unavailable', 'The connection broke off.')
    },
  })
  const process = open({ deferred: (real) => (provider) => losing(real(provider)) })
  const { id } = await process.batches.prepare(questionsToWait(...questions), administrator)

  await expectAnsweredOnce(process, id)
})
