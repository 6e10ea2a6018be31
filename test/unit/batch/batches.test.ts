import { describe, expect, test } from '@jest/globals'
import { administrator } from '../../../src/access/sign-in.ts'
import { createMemoryRecords } from '../../../src/adapters/memory/memory-records.ts'
import { type Batch, batchLeaseMs, type BatchProgress } from '../../../src/domain/batch/batch.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { questionnaireOf } from '../../../src/batch/questionnaire.ts'
import { type Script, scriptedBatches } from '../../support/batch/scripted-batches.ts'

const ada: Principal = { id: 'user:ada', kind: 'user', name: 'Ada', groups: ['sales'] }
const bo: Principal = { ...ada, id: 'user:bo', name: 'Bo' }
const never = new AbortController().signal

function given(...questions: readonly string[]) {
  const rows = ['question', ...questions].map((cell, at) => ({ place: `row ${at + 1}`, cells: [cell] }))
  return { name: 'questions.csv', questionnaire: questionnaireOf(rows, 'questions.csv'), sharesCalls: true }
}

const many = Array.from({ length: 30 }, (_, at) => `Question number ${at + 1}?`)

/** Stops the batch, as Ctrl-C does, when it comes to a question. */
function stoppingAt(question: string) {
  const stopping = new AbortController()
  const script: Script = async ({ request }, signal) => {
    if (request.question !== question) return
    stopping.abort(new LorekeepError('cancelled', 'Interrupted.'))
    signal.throwIfAborted()
  }
  return { stopping, script }
}

async function answersOf({ batches }: ReturnType<typeof scriptedBatches>, batch: Batch) {
  const answers: (string | undefined)[] = []
  for await (const { answer } of batches.results(batch)) answers.push(answer?.question)
  return answers
}

describe('a batch', () => {
  test('answers every question once, in the order they were given, and says what it cost', async () => {
    const scripted = scriptedBatches()
    const seen: BatchProgress[] = []
    const prepared = await scripted.batches.prepare(given(...many), ada)
    const batch = await scripted.batches.resume(prepared.id, ada, (progress) => seen.push(progress), never)

    expect(batch).toMatchObject({ status: 'succeeded', costMicros: 210, currency: 'USD' })
    expect(batch.counts).toMatchObject({ answered: 30, waiting: 0 })
    expect(await answersOf(scripted, batch)).toEqual(many)
    expect(scripted.asked.map(({ request }) => request.question).toSorted()).toEqual(many.toSorted())
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b))
    expect(seen.find(({ done }) => done === 10)).toMatchObject({ total: 30, costMicros: 70, rest: { costMicros: 140 } })
    expect(seen.at(-1)).toMatchObject({ done: 30, rest: { costMicros: 0 } })
  })

  test('that is interrupted goes on where it stood: no question twice, none lost', async () => {
    const { stopping, script } = stoppingAt('Question number 17?')
    const first = scriptedBatches(script)
    const { id } = await first.batches.prepare(given(...many), ada)
    const paused = await first.batches.resume(id, ada, () => undefined, stopping.signal)
    expect(paused.status).toBe('paused')

    const second = scriptedBatches(undefined, first.records)
    const batch = await second.batches.resume(id, ada, () => undefined, never)

    expect(batch.status).toBe('succeeded')
    expect(await answersOf(second, batch)).toEqual(many)
    const settled = await first.records.ledger.totals({ from: 0, to: Number.MAX_SAFE_INTEGER, groupBy: 'user' })
    expect(settled.reduce((sum, { questions }) => sum + questions, 0)).toBe(30)
  })

  test('takes over an answer that was given before the process was killed, and does not pay for it again', async () => {
    let now = Date.now()
    const records = createMemoryRecords(() => now)
    const killed = scriptedBatches(undefined, records)
    const { id } = await killed.batches.submit(given('Who?', 'What?'), ada)
    // The process answers the first question and dies before it notes that.
    await records.batches.take(id, 'killed')
    await records.batches.begin(id, 'killed', 1, 'answer-before-the-kill')
    await records.journal.settle(killed.settled('Who?', 'answer-before-the-kill', ada))
    now += batchLeaseMs

    const later = scriptedBatches(undefined, records)
    const batch = await later.batches.resume(id, ada, () => undefined, never)

    expect(later.asked.map(({ request }) => request.question)).toEqual(['What?'])
    expect(await answersOf(later, batch)).toEqual(['Who?', 'What?'])
    expect(batch.costMicros).toBe(14)
  })

  test('notes a question that fails and goes on; resumed, it asks that one again', async () => {
    let isBroken = true
    const scripted = scriptedBatches(async ({ request }) => {
      if (isBroken && request.question === 'What?') throw new LorekeepError('model-unavailable', 'Nobody answers.')
    })
    const { id } = await scripted.batches.prepare(given('Who?', 'What?', 'When?'), ada)
    const first = await scripted.batches.resume(id, ada, () => undefined, never)
    expect(first).toMatchObject({ status: 'succeeded', counts: { answered: 2, failed: 1 } })

    isBroken = false
    const second = await scripted.batches.resume(id, ada, () => undefined, never)

    expect(second).toMatchObject({ status: 'succeeded', counts: { answered: 3, failed: 0 } })
    expect(scripted.asked.filter(({ request }) => request.question === 'Who?')).toHaveLength(1)
  })

  test('[P2] asks with the rights that a key has when its questions are answered', async () => {
    const records = createMemoryRecords()
    const key = { id: '7', name: 'Portal', groups: ['sales'], createdAt: 1 }
    await records.access.saveKey(key, 'hash')
    const portal: Principal = { id: 'key:7', kind: 'key', name: 'Portal', groups: ['sales', 'board'] }
    const scripted = scriptedBatches(undefined, records)
    const { id } = await scripted.batches.prepare(given('Who?'), portal)
    await scripted.batches.resume(id, portal, () => undefined, never)

    expect(scripted.asked.map(({ principal }) => principal.groups)).toEqual([['sales']])
  })

  test('[P2] of a key that was revoked asks nothing more, and says why', async () => {
    const portal: Principal = { id: 'key:7', kind: 'key', name: 'Portal', groups: ['sales'] }
    const scripted = scriptedBatches()
    const { id } = await scripted.batches.prepare(given('Who?'), portal)
    const batch = await scripted.batches.resume(id, portal, () => undefined, never)

    expect(batch).toMatchObject({ status: 'failed', error: { code: 'unauthenticated' }, counts: { waiting: 1 } })
    expect(scripted.asked).toEqual([])
  })

  test('is there for who gave it and for administrators, and for nobody else', async () => {
    const { batches } = scriptedBatches()
    const { id } = await batches.submit(given('Who?'), ada)

    await expect(batches.get(id, bo)).rejects.toMatchObject({ code: 'not-found' })
    await expect(batches.cancel(id, bo)).rejects.toMatchObject({ code: 'not-found' })
    await expect(batches.resume(id, bo, () => undefined, never)).rejects.toMatchObject({ code: 'not-found' })
    expect(await batches.list(bo, 10)).toEqual([])
    expect((await batches.list(ada, 10)).map((batch) => batch.id)).toEqual([id])
    expect((await batches.get(id, administrator)).id).toBe(id)
  })

  test('is not for visitors of a widget to give', async () => {
    const visitor: Principal = { id: 'widget:1', kind: 'widget', name: 'Site', groups: [] }

    await expect(scriptedBatches().batches.submit(given('Who?'), visitor)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a service', () => {
  const over = async ({ batches }: ReturnType<typeof scriptedBatches>, id: string): Promise<Batch> =>
    batches.resume(id, ada, () => undefined, never)

  test('takes up batches that wait, while whoever gave them follows', async () => {
    const service = scriptedBatches()
    const watching = service.batches.watch()
    const other = scriptedBatches(undefined, service.records)
    const { id } = await service.batches.submit(given('Who?', 'What?'), ada)
    await new Promise((resolve) => setTimeout(resolve, 10))
    const batch = await over(other, id)
    await watching.close()

    expect(batch.status).toBe('succeeded')
    expect(service.asked.length + other.asked.length).toBe(2)
  })

  test('that is stopped leaves its batch to the next one', async () => {
    const { stopping, script } = stoppingAt('Question number 17?')
    const service = scriptedBatches(script)
    const { id } = await service.batches.submit(given(...many), ada)
    const watching = service.batches.watch()
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve))
    await watching.close()
    expect((await service.batches.get(id, ada)).status).toBe('waiting')

    const next = scriptedBatches(undefined, service.records)
    expect(await over(next, id)).toMatchObject({ status: 'succeeded', counts: { answered: 30 } })
  })

  test('stops a batch that is cancelled, and keeps what was answered', async () => {
    let reached = () => undefined as void
    const inWork = new Promise<void>((resolve) => (reached = resolve))
    const service = scriptedBatches(async ({ request }, signal) => {
      if (request.question !== 'Question number 5?') return
      reached()
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const watching = service.batches.watch()
    const { id } = await service.batches.submit(given(...many.slice(0, 5)), ada)
    await inWork
    await service.batches.cancel(id, ada)
    const batch = await over(scriptedBatches(undefined, service.records), id)
    await watching.close()

    expect(batch).toMatchObject({ status: 'cancelled', counts: { answered: 4, waiting: 1 } })
    await expect(service.batches.cancel(id, ada)).rejects.toMatchObject({ code: 'conflict' })
  })
})
