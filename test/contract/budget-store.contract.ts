import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { toMicros } from '../../src/domain/money.ts'
import type { BudgetWarning } from '../../src/domain/accounting/budget-warning.ts'
import type { LedgerEntry } from '../../src/domain/accounting/ledger-entry.ts'
import type { AnswerJournal } from '../../src/ports/answer-journal.ts'
import type { Budget, BudgetSubject } from '../../src/domain/accounting/budget.ts'
import type { BudgetWarnings } from '../../src/ports/budget-warnings.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { BudgetStore, Reservation } from '../../src/ports/budget-store.ts'
import { callWith, eventWith, noon, questionWith } from './settlements.ts'

export interface OpenBudgets {
  readonly records: {
    readonly budgets: BudgetStore
    readonly budgetWarnings: BudgetWarnings
    readonly journal: AnswerJournal
    readonly auditLog: AuditLog
  }
  close(): Promise<void>
}

const organisation = { kind: 'organisation', id: '*' } as const
const legal = { kind: 'team', id: 'legal' } as const
const ada = { kind: 'user', id: 'user:ada' } as const

function budget(subject: BudgetSubject, period: 'day' | 'month', limit: number, terms: Partial<Budget> = {}): Budget {
  return { ...subject, period, unit: 'money', limit, warnAt: [80], whenExhausted: 'cheaper', ...terms }
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

  function reserve(micros: number, { at = noon, lastsMs = 60_000, tokens = 0 } = {}): Promise<Reservation> {
    const request = { answerId: 'answer-1', subjects: [organisation, legal, ada], micros, tokens, at }
    return budgets.reserve({ ...request, expiresAt: at + lastsMs })
  }

  function book(...entries: readonly LedgerEntry[]): Promise<readonly BudgetWarning[]> {
    const event = eventWith({ at: Math.max(noon, ...entries.map(({ at }) => at)) })
    return opened.records.journal.settle({ principalId: 'user:ada', entries, event, reservations: [] })
  }

  test('limits are replaced as a whole', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 5), budget(ada, 'month', 7)])
    await budgets.setBudgets([budget(legal, 'day', 9), budget(organisation, 'month', 3)])

    const statuses = await budgets.budgets(noon)

    const unused = { spent: 0, reserved: 0 }
    expect(statuses).toEqual([
      { ...budget(organisation, 'month', 3), ...unused },
      { ...budget(legal, 'day', 9), ...unused },
    ])
  })

  test('a limit is added beside the others, gets new terms, and is removed', async () => {
    await budgets.setBudgets([budget(ada, 'month', 7)])
    await budgets.setBudget(budget(ada, 'month', 900, { unit: 'tokens' }))
    await budgets.setBudget(budget(ada, 'month', 7, { cheaperFrom: 70 }))
    expect(await budgets.budgets(noon)).toContainEqual({
      ...budget(ada, 'month', 7, { cheaperFrom: 70 }),
      spent: 0,
      reserved: 0,
    })
    await budgets.setBudget(budget(ada, 'month', 8, { warnAt: [50, 95], whenExhausted: 'stop' }))

    expect(await budgets.budgets(noon)).toEqual([
      { ...budget(ada, 'month', 8, { warnAt: [50, 95], whenExhausted: 'stop' }), spent: 0, reserved: 0 },
      { ...budget(ada, 'month', 900, { unit: 'tokens' }), spent: 0, reserved: 0 },
    ])
    expect(await budgets.removeBudget({ ...ada, period: 'month', unit: 'money' })).toBe(true)
    expect(await budgets.removeBudget({ ...ada, period: 'month', unit: 'money' })).toBe(false)
    expect(await budgets.budgets(noon)).toMatchObject([{ unit: 'tokens' }])
  })

  test('the limits of somebody are found among those of others', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 5), budget(ada, 'month', 7), budget(legal, 'day', 1)])

    expect(await budgets.budgetsOf([ada, organisation], noon)).toMatchObject([organisation, ada])
    expect(await budgets.budgetsOf([], noon)).toEqual([])
  })

  test('a limit in tokens counts prompts and replies, spent and promised', async () => {
    await budgets.setBudgets([budget(ada, 'day', 1500, { unit: 'tokens' })])
    await book(callWith({ id: 'c1' }))

    expect(await reserve(5, { tokens: 451 })).toMatchObject({ granted: false, exhausted: { unit: 'tokens' } })
    expect(await reserve(5, { tokens: 450 })).toMatchObject({ granted: true })
    expect(await budgets.budgets(noon)).toMatchObject([{ spent: 1050, reserved: 450 }])
  })

  test.each([
    ['key', 'key:k1', 'k1'],
    ['site', 'widget:s1', 's1'],
  ] as const)('what a %s is spent on counts for it and not for another', async (kind, principalId, id) => {
    await budgets.setBudgets([budget({ kind, id }, 'day', 100), budget({ kind, id: 'other' }, 'day', 100)])
    await book(callWith({ id: 'c1', principalId, costMicros: toMicros(70) }))

    const statuses = await budgets.budgets(noon)
    expect(Object.fromEntries(statuses.map((status) => [status.id, status.spent]))).toEqual({ [id]: 70, other: 0 })
  })

  test('of several limits without room, the strictest is named', async () => {
    await budgets.setBudgets([
      budget(organisation, 'day', 1),
      budget(legal, 'day', 1, { whenExhausted: 'stop' }),
      budget(ada, 'day', 1, { whenExhausted: 'extractive' }),
    ])

    expect(await reserve(2)).toMatchObject({ granted: false, exhausted: legal })
  })

  test('a reservation counts until later where it is extended, and never until earlier', async () => {
    await budgets.setBudgets([budget(organisation, 'month', 100)])
    const first = await reserve(40, { lastsMs: 1000 })
    const second = await reserve(20, { lastsMs: 1000 })
    if (!first.granted || !second.granted) throw new Error('There was no room.')
    expect(await budgets.extend([first.id, 'of-nobody'], noon + 5000)).toBe(1)
    expect(await budgets.extend([first.id], noon + 2000)).toBe(1)

    await reserve(1, { at: noon + 3000 })
    expect(await budgets.budgets(noon + 3000)).toMatchObject([{ reserved: 41 }])
  })

  test('without a limit everything is granted', async () => {
    expect(await reserve(Number.MAX_SAFE_INTEGER)).toMatchObject({ granted: true })
  })

  test('a call that fits exactly is granted, and one micro more is refused with the limit it hits', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])

    expect(await reserve(101)).toMatchObject({ granted: false, exhausted: budget(organisation, 'day', 100) })
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

    const spent = (await budgets.budgets(noon)).map(({ kind, spent }) => [kind, spent])
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

    const spent = (await budgets.budgets(noon)).map(({ period, spent }) => [period, spent])
    expect(spent).toEqual([
      ['day', 300],
      ['month', 4320],
    ])
  })

  test.each([organisation, legal, ada])('a limit of the $kind binds every call on its behalf', async (subject) => {
    await budgets.setBudgets([budget(subject, 'month', 100)])
    await book(callWith({ id: 'c1', costMicros: toMicros(60) }))

    expect(await reserve(41)).toMatchObject({ granted: false, exhausted: budget(subject, 'month', 100) })
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

    expect(await reserve(11)).toMatchObject({ granted: false, exhausted: budget(ada, 'day', 10) })
  })

  test('a refused call reserves nothing', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 1000), budget(ada, 'day', 10)])
    await reserve(11)

    expect((await budgets.budgets(noon)).map(({ reserved }) => reserved)).toEqual([0, 0])
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

    expect((await budgets.budgets(noon))[0]?.reserved).toBe(80)
  })

  test('a reservation that was never settled stops counting when it expires', async () => {
    await budgets.setBudgets([budget(organisation, 'day', 100)])
    await reserve(80, { lastsMs: 1000 })

    expect((await budgets.budgets(noon + 999))[0]?.reserved).toBe(80)
    expect((await budgets.budgets(noon + 1000))[0]?.reserved).toBe(0)
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

    expect(await budgets.budgets(noon)).toMatchObject([{ spent: 30, reserved: 0 }])
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
    expect(status).toMatchObject({ spent: booked * 60, reserved: 0 })
    expect(booked * 60).toBeLessThanOrEqual(1000)
    expect(booked).toBeGreaterThanOrEqual(10)
  })

  describe('of warnings', () => {
    const warned = async (at = noon) =>
      (await opened.records.budgetWarnings.takeDue(at, 1000, 0)).map(({ kind, share }) => [kind, share])

    test('one is raised for each share that is reached, once in a period', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100, { warnAt: [50, 80, 90] }), budget(ada, 'day', 500)])
      const settled = [await book(callWith({ id: 'c1', costMicros: toMicros(79) }))]
      settled.push(await book(callWith({ id: 'c2', costMicros: toMicros(1) })))
      settled.push(await book(callWith({ id: 'c3', costMicros: toMicros(1) })))

      expect(settled.map((warnings) => warnings.map(({ share }) => share))).toEqual([[50], [80], []])
      expect(settled[1]).toMatchObject([{ kind: 'organisation', limit: 100, spent: 80, unit: 'money' }])
      expect(await warned()).toEqual([
        ['organisation', 50],
        ['organisation', 80],
      ])
    })

    test('the next period and a new limit are warned of anew', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100)])
      await book(callWith({ id: 'c1', costMicros: toMicros(90) }))
      await budgets.setBudgets([budget(organisation, 'day', 101)])
      const raised = [await book(callWith({ id: 'c2', costMicros: toMicros(1) }))]
      const tomorrow = noon + 86_400_000
      raised.push(await book(callWith({ id: 'c3', at: tomorrow, costMicros: toMicros(85) })))

      expect(raised.map((warnings) => warnings.length)).toEqual([1, 1])
    })

    test('the first call of a period that finds no room raises one', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100)])
      const refused = [await reserve(101), await reserve(101)]

      expect(refused).toMatchObject([{ warnings: [{ share: 100, spent: 0 }] }, { warnings: [] }])
      expect(await warned()).toEqual([['organisation', 100]])
    })

    test('each is audited', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100)])
      await book(callWith({ id: 'c1', costMicros: toMicros(90) }))

      expect((await opened.records.auditLog.records(0, 10)).slice(1)).toMatchObject([
        { action: 'budget.warning', actor: 'system', subject: 'organisation *', details: { share: 80, spent: 90 } },
      ])
      expect(await opened.records.auditLog.verify()).toEqual({ records: 2 })
    })

    test('one that is taken is due again only when it failed, or whoever took it was silent too long', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100, { warnAt: [10, 20] })])
      await book(callWith({ id: 'c1', costMicros: toMicros(90) }))
      const { budgetWarnings } = opened.records
      const [first, second] = await budgetWarnings.takeDue(noon, 1000, 0)
      await budgetWarnings.noteSent(first?.warningId ?? '', noon)
      await budgetWarnings.noteFailed(second?.warningId ?? '', noon + 50)

      expect(await budgetWarnings.takeDue(noon + 49, 1000, 0)).toEqual([])
      expect(await budgetWarnings.takeDue(noon + 50, 1000, 0)).toMatchObject([{ share: 20, attempts: 1 }])
      expect(await budgetWarnings.takeDue(noon + 1049, 1000, 0)).toEqual([])
      expect(await budgetWarnings.takeDue(noon + 1050, 1000, 0)).toHaveLength(1)
      expect(await budgetWarnings.takeDue(noon + 9000, 1000, noon + 1)).toEqual([])
    })

    test('of settlements at once, exactly one raises it', async () => {
      await budgets.setBudgets([budget(organisation, 'day', 100)])
      const raised = await Promise.all(
        Array.from({ length: 20 }, (_, number) => book(callWith({ id: `c${number}`, costMicros: toMicros(10) }))),
      )

      expect(raised.flat()).toHaveLength(1)
    })
  })
}
