import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { Delegation } from '../../src/domain/batch/delegation.ts'
import type { RedactedText } from '../../src/domain/privacy/redacted-text.ts'
import type { BatchStore } from '../../src/ports/batch-store.ts'
import type { DelegatedQuestion, DelegationStore } from '../../src/ports/delegation-store.ts'

export interface OpenDelegations {
  readonly records: { readonly delegations: DelegationStore; readonly batches: BatchStore }
  close(): Promise<void>
}

const began = Date.UTC(2026, 2, 31, 22)

function delegation(id: string, over: Partial<Delegation> = {}): Delegation {
  return {
    id,
    batch: 'a',
    provider: { name: 'cloud', model: 'qwen-plus' },
    state: 'prepared',
    createdAt: began,
    dueAt: began + 86_400_000,
    requests: { total: 2, done: 0, failed: 0 },
    ...over,
  }
}

function asked(number: number): DelegatedQuestion {
  const content = `问题 ${number}: who is [PERSON_1]?` as RedactedText
  const request = { messages: [{ role: 'user' as const, content }], promptTokens: 12, reservation: `held-${number}` }
  return { number, answerId: `answer-${number}`, request }
}

/** What every store of delegations does. */
export function delegationStoreContract(open: () => Promise<OpenDelegations>): void {
  let opened: OpenDelegations
  let delegations: DelegationStore
  let batches: BatchStore

  beforeEach(async () => {
    opened = await open()
    delegations = opened.records.delegations
    batches = opened.records.batches
    for (const id of ['a', 'b']) {
      await batches.create(
        {
          id,
          name: 'questions.csv',
          principal: { id: 'user:ada', kind: 'user', name: 'Ada', groups: [] },
          settings: { sharesCalls: false, mayWait: true },
          columns: ['question'],
          questionColumn: 'question',
          currency: 'USD',
          createdAt: began,
        },
        [{ number: 1, question: 'Who?', columns: {} }],
        'one',
      )
    }
  })

  afterEach(() => opened.close())

  test('a delegation is there as it was prepared, with its questions in order', async () => {
    const twin = { number: 3, answerId: 'answer-3' }
    await delegations.prepare(delegation('d1'), [asked(1), asked(2), twin])

    expect(await delegations.open('a')).toEqual([delegation('d1')])
    expect(await delegations.open('b')).toEqual([])
    expect(await delegations.questions('d1')).toEqual([asked(1), asked(2), twin])
    expect(await delegations.numbers('a')).toEqual(new Set([1, 2, 3]))
  })

  test('notes how far one has come, and keeps what it is not told', async () => {
    await delegations.prepare(delegation('d1'), [asked(1)])
    await delegations.note('d1', { state: 'uploaded', fileId: 'file-1' })
    await delegations.note('d1', { state: 'submitted', remoteId: 'batch_1' })
    await delegations.note('d1', { requests: { total: 2, done: 1, failed: 1 } })

    expect(await delegations.open('a')).toEqual([
      delegation('d1', {
        state: 'submitted',
        fileId: 'file-1',
        remoteId: 'batch_1',
        requests: { total: 2, done: 1, failed: 1 },
      }),
    ])
  })

  test('a question whose reply was used waits no more, and one that is settled is not open', async () => {
    await delegations.prepare(delegation('d1'), [asked(1), asked(2)])
    await delegations.prepare(delegation('d2'), [asked(3)])
    await delegations.drop('d1', 1)
    await delegations.note('d2', { state: 'settled' })

    expect(await delegations.questions('d1')).toEqual([asked(2)])
    expect(await delegations.numbers('a')).toEqual(new Set([2]))
    expect((await delegations.open('a')).map(({ id }) => id)).toEqual(['d1'])
  })

  test('a batch says what waits at providers', async () => {
    expect((await batches.get('a'))?.delegated).toBeUndefined()
    await delegations.prepare(delegation('d1'), [asked(1)])

    const { provider, createdAt, dueAt, requests } = delegation('d1')
    expect((await batches.get('a'))?.delegated).toEqual([{ provider, createdAt, dueAt, requests }])
    await delegations.note('d1', { state: 'settled' })
    expect((await batches.get('a'))?.delegated).toBeUndefined()
  })

  test('what batches that are over left at providers is found, oldest first', async () => {
    await delegations.prepare(delegation('d1'), [asked(1)])
    await delegations.prepare(delegation('d2'), [asked(2)])
    await delegations.prepare(delegation('d3', { batch: 'b' }), [asked(1)])
    expect(await delegations.leftBehind(10)).toEqual([])
    await batches.release('a', 'one', { status: 'cancelled' })

    expect((await delegations.leftBehind(10)).map(({ id }) => id)).toEqual(['d1', 'd2'])
    expect(await delegations.leftBehind(1)).toHaveLength(1)
    await delegations.note('d1', { state: 'settled' })
    expect((await delegations.leftBehind(10)).map(({ id }) => id)).toEqual(['d2'])
  })
}
