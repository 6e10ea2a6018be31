import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { batchLeaseMs, type GivenQuestion } from '../../src/domain/batch/batch.ts'
import { toMicros } from '../../src/domain/money.ts'
import type { Principal } from '../../src/domain/access/principal.ts'
import type { BatchStore, NewBatch } from '../../src/ports/batch-store.ts'
import type { Clock } from '../../src/ports/clock.ts'

export interface OpenBatches {
  readonly records: { readonly batches: BatchStore }
  close(): Promise<void>
}

const ada: Principal = { id: 'user:ada', kind: 'user', name: 'Ada', groups: ['sales'], team: 'sales' }
const began = Date.UTC(2026, 2, 31, 22)

function batch(id: string, over: Partial<NewBatch> = {}): NewBatch {
  return {
    id,
    name: '安全问卷.xlsx',
    principal: ada,
    settings: { sharesCalls: true },
    columns: ['No', 'Question'],
    questionColumn: 'Question',
    currency: 'USD',
    createdAt: began,
    ...over,
  }
}

const questions: readonly GivenQuestion[] = [
  { number: 1, question: 'Is data encrypted at rest?', columns: { No: '1.1' } },
  { number: 2, question: '数据保存多久？', columns: { No: '1.2' } },
  { number: 3, question: 'Who may read it?', columns: { No: '1.3' } },
]

/** What every store of batches does. */
export function batchStoreContract(open: (clock: Clock) => Promise<OpenBatches>): void {
  let opened: OpenBatches
  let batches: BatchStore
  let now: number

  beforeEach(async () => {
    now = began
    opened = await open(() => now)
    batches = opened.records.batches
  })

  afterEach(() => opened.close())

  const statusOf = async (id: string) => (await batches.get(id))?.status
  const numbersOf = async (id: string, waiting?: true) =>
    (await batches.questions(id, { after: 0, limit: 100, ...(waiting && { waiting }) })).map(({ number }) => number)

  test('a batch is there as it was given, and waits', async () => {
    await batches.create(batch('a'), questions)

    expect(await batches.get('a')).toEqual({
      ...batch('a'),
      status: 'waiting',
      counts: { waiting: 3, answered: 0, abstained: 0, blocked: 0, failed: 0 },
      costMicros: 0,
    })
    expect(await batches.questions('a', { after: 0, limit: 2 })).toEqual(
      questions.slice(0, 2).map((question) => ({ ...question, state: 'waiting' })),
    )
    expect((await batches.questions('a', { after: 2, limit: 2 })).map(({ number }) => number)).toEqual([3])
    expect(await batches.get('b')).toBeUndefined()
  })

  test('lists the batches of one principal, or of all, newest first', async () => {
    await batches.create(batch('a'), questions)
    await batches.create(batch('b', { principal: { ...ada, id: 'user:bo' } }), questions)
    await batches.create(batch('c'), questions)

    const idsOf = async (options: { readonly principalId?: string; readonly limit: number }) =>
      (await batches.list(options)).map(({ id }) => id)
    expect(await idsOf({ principalId: ada.id, limit: 10 })).toEqual(['c', 'a'])
    expect(await idsOf({ limit: 2 })).toEqual(['c', 'b'])
  })

  test('is taken by one runner alone', async () => {
    await batches.create(batch('a'), questions)

    expect(await batches.toTake(5)).toEqual(['a'])
    expect(await batches.take('a', 'one')).toBe(true)
    expect(await batches.take('a', 'two')).toBe(false)
    expect(await batches.toTake(5)).toEqual([])
    expect(await statusOf('a')).toBe('running')
  })

  test('that was created by its runner is not for others to take', async () => {
    await batches.create(batch('a'), questions, 'one')

    expect(await batches.take('a', 'two')).toBe(false)
    expect((await batches.get('a'))?.pace).toEqual({ since: began, doneBefore: 0 })
  })

  test('notes what became of each question, and what it cost', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.begin('a', 'one', 1, 'answer-1')
    await batches.end('a', 'one', 1, { state: 'answered', answerId: 'answer-1', costMicros: toMicros(120) })
    const error = { code: 'model-unavailable', message: 'Nobody answers.' } as const
    await batches.end('a', 'one', 2, { state: 'failed', error })
    await batches.begin('a', 'one', 3, 'answer-3')

    const [first, second, third] = await batches.questions('a', { after: 0, limit: 10 })
    expect(first).toEqual({ ...questions[0], state: 'answered', answerId: 'answer-1', costMicros: 120 })
    expect(second).toEqual({ ...questions[1], state: 'failed', error })
    expect(third).toEqual({ ...questions[2], state: 'waiting', answerId: 'answer-3' })
    const read = await batches.get('a')
    expect(read?.counts).toEqual({ waiting: 1, answered: 1, abstained: 0, blocked: 0, failed: 1 })
    expect(read?.costMicros).toBe(120)
    expect(await numbersOf('a', true)).toEqual([3])
  })

  test('of a runner that fell silent waits for another, and refuses what the first one still writes', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.end('a', 'one', 1, { state: 'abstained', answerId: 'answer-1', costMicros: toMicros(0) })
    now += batchLeaseMs

    expect(await statusOf('a')).toBe('waiting')
    expect(await batches.toTake(5)).toEqual(['a'])
    expect(await batches.take('a', 'two')).toBe(true)
    expect((await batches.get('a'))?.pace).toEqual({ since: now, doneBefore: 1 })
    expect(await batches.alive('a', 'one')).toEqual({ isRunner: false, isCancelRequested: false })
    await expect(batches.begin('a', 'one', 2, 'late')).rejects.toMatchObject({ code: 'conflict' })
    await expect(batches.end('a', 'one', 2, { state: 'answered' })).rejects.toMatchObject({ code: 'conflict' })
    await batches.release('a', 'one', { status: 'failed' })
    expect(await statusOf('a')).toBe('running')
  })

  test('is held as long as its runner gives signs of life', async () => {
    await batches.create(batch('a'), questions, 'one')
    now += batchLeaseMs - 1
    await batches.alive('a', 'one')
    now += batchLeaseMs - 1

    expect(await batches.take('a', 'two')).toBe(false)
  })

  test('that is paused is taken only by name', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.release('a', 'one', { status: 'paused' })

    expect(await batches.toTake(5)).toEqual([])
    expect(await batches.take('a', 'two')).toBe(true)
  })

  test('that waits for a time is not taken up before, but for by name', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.release('a', 'one', { status: 'waiting', resumeAt: began + 60_000 })

    expect(await statusOf('a')).toBe('waiting')
    expect(await batches.toTake(5)).toEqual([])
    now += 60_000
    expect(await batches.toTake(5)).toEqual(['a'])
    expect(await batches.take('a', 'two')).toBe(true)
  })

  test('that is over is not taken again, and says when it ended and why', async () => {
    await batches.create(batch('a'), questions, 'one')
    now += 5
    const error = { code: 'unauthenticated', message: 'The key was revoked.' } as const
    await batches.release('a', 'one', { status: 'failed', error })

    expect(await batches.take('a', 'two')).toBe(false)
    expect(await batches.get('a')).toMatchObject({ status: 'failed', finishedAt: now, error })
  })

  test('is cancelled at once where nobody carries it out', async () => {
    await batches.create(batch('a'), questions)
    await batches.requestCancel('a')

    expect(await batches.get('a')).toMatchObject({ status: 'cancelled', finishedAt: began })
  })

  test('tells its runner that it is to be cancelled', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.requestCancel('a')

    expect(await statusOf('a')).toBe('running')
    expect(await batches.alive('a', 'one')).toEqual({ isRunner: true, isCancelRequested: true })
  })

  test('lets failed questions wait again when it is reopened', async () => {
    await batches.create(batch('a'), questions, 'one')
    await batches.end('a', 'one', 1, { state: 'answered', answerId: 'answer-1', costMicros: toMicros(3) })
    const error = { code: 'internal', message: 'A bug.' } as const
    await batches.end('a', 'one', 2, { state: 'failed', error })
    await batches.end('a', 'one', 3, { state: 'failed', error })
    await batches.release('a', 'one', { status: 'succeeded' })

    expect(await batches.reopen('a')).toBe(2)
    expect(await statusOf('a')).toBe('waiting')
    expect(await numbersOf('a', true)).toEqual([2, 3])
    expect(await batches.reopen('a')).toBe(0)
  })
}
