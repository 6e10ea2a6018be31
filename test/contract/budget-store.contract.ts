import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { toMicros } from '../../src/domain/money.ts'
import type { LedgerEntry } from '../../src/domain/ledger-entry.ts'
import type { AnswerJournal } from '../../src/ports/answer-journal.ts'
import type { Budget, BudgetStore, BudgetSubject, Reservation } from '../../src/ports/budget-store.ts'
import { callWith, eventWith, noon, questionWith } from './settlements.ts'

export interface OpenBudgets {
  readonly records: { readonly budgets: BudgetStore; readonly journal: AnswerJournal }
  close(): Promise<void>
}

const organisation = { kind: 'organisation', id: '*' } as const
const legal = { kind: 'team', id: 'legal' } as const
const ada = { kind: 'user', id: 'user:ada' } as const

function budget(subject: BudgetSubject, period: 'day' | 'month', limit: number): Budget {
  return { ...subject, period, limitMicros: toMicros(limit) }
}

/** What every budget store does, with the journal whose entries it counts. */
export function budgetStoreContract(open: () => Promise<OpenBudgets>): void {
  let opened: OpenBudgets
  let budgets: BudgetStore

  beforeEach(async () => {
    opened = await open()
    budgets = opened.records.budgets
  })

  afterEach(() => opened.close())

  function reserve(micros: number, { at = noon, lastsMs = 60_000 } = {}): Promise<Reservation> {
    const request = { answerId: 'answer-1', subjects: [organisation, legal, ada], micros: toMicros(micros), at }
    return budgets.reserve({ ...request, expiresAt: at + lastsMs })
  }

  async function book(...entries: readonly LedgerEntry[]): Promise<void> {
    await opened.records.journal.settle({ principalId: 'user:ada', entries, event: eventWith(), reservations: [] })
  }

  test('limits are replaced as a whole', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 5), budget(ada, 'month', 7)])
    await budgets.setBudgets([budget(legal, 'day', 9), budget(organisation, 'month', 3)])

    const statuses = await budgets.budgets(noon)

    const unused = { spentMicros: 0, reservedMicros: 0 }
    expect(statuses).toEqual([
      { ...budget(organisation, 'month', 3), ...unused },
      { ...budget(legal, 'day', 9), ...unused },
    ])
  })

  test('without a limit everything is granted', async () => {
    expect(await reserve(Number.MAX_SAFE_INTEGER)).toMatchObject({ granted: true })
  })

  test('a call that fits exactly is granted, and one micro more is refused with the limit it hits', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])

    expect(await reserve(101)).toEqual({ granted: false, exhausted: budget(organisation, 'day', 100) })
    expect(await reserve(100)).toMatchObject({ granted: true })
    expect(await reserve(1)).toMatchObject({ granted: false })
  })

  test('what was spent counts for whom it was booked on, and a question counts nothing', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 1000), budget(legal, 'day', 1000), budget(ada, 'day', 1000)])
    await book(
      callWith({ id: 'c1', costMicros: toMicros(1) }),
      callWith({ id: 'c2', costMicros: toMicros(20), principalId: 'user:eve' }),
      callWith({ id: 'c3', costMicros: toMicros(300), principalId: 'user:eve', team: 'sales' }),
      questionWith({ id: 'q1', costMicros: toMicros(600) }),
    )

    const spent = (await budgets.budgets(noon)).map(({ kind, spentMicros }) => [kind, spentMicros])
    expect(spent).toEqual([
      ['organisation', 321],
      ['team', 21],
      ['user', 1],
    ])
  })

  test('only the day or month of the call counts, in UTC', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 10_000), budget(organisation, 'month', 10_000)])
    await book(
      callWith({ id: 'c1', at: Date.UTC(2024, 3, 30, 23, 59), costMicros: toMicros(1) }),
      callWith({ id: 'c2', at: Date.UTC(2024, 4, 1), costMicros: toMicros(20) }),
      callWith({ id: 'c3', at: Date.UTC(2024, 4, 15), costMicros: toMicros(300) }),
      callWith({ id: 'c4', at: Date.UTC(2024, 4, 16), costMicros: toMicros(4000) }),
      callWith({ id: 'c5', at: Date.UTC(2024, 5, 1), costMicros: toMicros(50_000) }),
    )

    const spent = (await budgets.budgets(noon)).map(({ period, spentMicros }) => [period, spentMicros])
    expect(spent).toEqual([
      ['day', 300],
      ['month', 4320],
    ])
  })

  test.each([organisation, legal, ada])('a limit of the $kind binds every call on its behalf', async (subject) => {
    await budgets.setBudgets([budget(subject, 'month', 100)])
    await book(callWith({ id: 'c1', costMicros: toMicros(60) }))

    expect(await reserve(41)).toEqual({ granted: false, exhausted: budget(subject, 'month', 100) })
    expect(await reserve(40)).toMatchObject({ granted: true })
  })

  test('a limit of somebody else does not bind', async () => {
    await budgets.setBudgets([
      budget({ kind: 'user', id: 'user:eve' }, 'day', 0),
      budget({ kind: 'team', id: 'sales' }, 'day', 0),
    ])

    expect(await reserve(1000)).toMatchObject({ granted: true })
  })

  test('the day may be used up while the month is not', async () => {
    await budgets.setBudgets([budget(ada, 'month', 1000), budget(ada, 'day', 10)])

    expect(await reserve(11)).toEqual({ granted: false, exhausted: budget(ada, 'day', 10) })
  })

  test('a refused call reserves nothing', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 1000), budget(ada, 'day', 10)])
    await reserve(11)

    expect((await budgets.budgets(noon)).map(({ reservedMicros }) => reservedMicros)).toEqual([0, 0])
  })

  test('a reservation counts until it is released', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])
    const reservation = await reserve(80)
    const meanwhile = await reserve(30)
    if (reservation.granted) await budgets.release(reservation.id)

    expect(meanwhile).toMatchObject({ granted: false })
    expect(await reserve(100)).toMatchObject({ granted: true })
  })

  test('releasing what is not reserved changes nothing', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])
    await reserve(80)
    await budgets.release('nothing')

    expect((await budgets.budgets(noon))[0]?.reservedMicros).toBe(80)
  })

  test('a reservation that was never settled stops counting when it expires', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])
    await reserve(80, { lastsMs: 1000 })

    expect((await budgets.budgets(noon + 999))[0]?.reservedMicros).toBe(80)
    expect((await budgets.budgets(noon + 1000))[0]?.reservedMicros).toBe(0)
    expect(await reserve(100, { at: noon + 1000 })).toMatchObject({ granted: true })
  })

  test('a settlement turns what was reserved into what was spent', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])
    const reservation = await reserve(80)
    await opened.records.journal.settle({
      principalId: 'user:ada',
      entries: [callWith({ id: 'c1', costMicros: toMicros(30) })],
      event: eventWith(),
      reservations: reservation.granted ? [reservation.id] : [],
    })

    expect(await budgets.budgets(noon)).toMatchObject([{ spentMicros: 30, reservedMicros: 0 }])
  })

  test('of 200 calls at once, a limit with room for 50 grants exactly 50 [P6]', async () => {
    await budgets.setBudgets([budget(organisation, 'month', 1_000_000), budget(legal, 'day', 50 * 70 + 69)])

    const reservations = await Promise.all(Array.from({ length: 200 }, () => reserve(70)))

    expect(reservations.filter(({ granted }) => granted)).toHaveLength(50)
    const ids = reservations.map((reservation) => (reservation.granted ? reservation.id : 'refused'))
    expect(new Set(ids).size).toBe(51)
  })

  test('calls that are reserved and settled all at once never spend more than the limit [P6]', async () => {
    await budgets.setBudgets([budget(ada, 'day', 1000)])

    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, number) => {
        const reservation = await reserve(100)
        if (!reservation.granted) return 'refused'
        await opened.records.journal.settle({
          principalId: 'user:ada',
          entries: [callWith({ id: `c${number}`, costMicros: toMicros(60) })],
          event: eventWith(),
          reservations: [reservation.id],
        })
        return 'booked'
      }),
    )

    const booked = outcomes.filter((outcome) => outcome === 'booked').length
    const [status] = await budgets.budgets(noon)
    expect(status).toMatchObject({ spentMicros: booked * 60, reservedMicros: 0 })
    expect(booked * 60).toBeLessThanOrEqual(1000)
    expect(booked).toBeGreaterThanOrEqual(10)
  })
}
