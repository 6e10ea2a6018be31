import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { toMicros, zeroMicros } from '../../src/domain/money.ts'
import type { AnswerJournal, Settlement } from '../../src/ports/answer-journal.ts'
import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { BudgetStore } from '../../src/ports/budget-store.ts'
import type { Ledger } from '../../src/ports/ledger.ts'
import { answerWith, callWith, eventWith, explanation, noon, questionWith, settlementOf } from './settlements.ts'

export interface OpenJournal {
  readonly records: {
    readonly journal: AnswerJournal
    readonly ledger: Ledger
    readonly auditLog: AuditLog
    readonly budgets: BudgetStore
  }
  close(): Promise<void>
}

const organisation = { kind: 'organisation', id: '*' } as const

const terms = { unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const

/** What every answer journal does, with the ledger, trail and budgets that a settlement writes. */
export function answerJournalContract(open: () => Promise<OpenJournal>): void {
  let opened: OpenJournal
  let records: OpenJournal['records']

  beforeEach(async () => {
    opened = await open()
    records = opened.records
    await records.budgets.setBudgets([{ ...organisation, ...terms, period: 'day', limit: 1_000_000 }])
  })

  afterEach(() => opened.close())

  async function reserve(micros: number): Promise<string> {
    const request = { answerId: 'answer-1', subjects: [organisation], micros, tokens: 0, at: noon }
    const reservation = await records.budgets.reserve({ ...request, expiresAt: noon + 60_000 })
    if (!reservation.granted) throw new Error('The reservation was refused.')
    return reservation.id
  }

  /** What a settlement leaves behind, in every place that it writes to. */
  async function written() {
    const [totals] = await records.ledger.totals({ from: 0, to: noon * 2, groupBy: 'tier' })
    const [budget] = await records.budgets.budgets(noon)
    return {
      questions: totals?.questions ?? 0,
      calls: totals?.calls ?? 0,
      spent: budget?.spent,
      reserved: budget?.reserved,
      trail: (await records.auditLog.records(0, 100)).map(({ subject }) => subject),
    }
  }

  test('a settled answer is kept as it was given, with its explanation', async () => {
    const settlement = settlementOf('answer-1', toMicros(300))
    await records.journal.settle(settlement)

    expect(await records.journal.get('answer-1')).toEqual({
      answer: settlement.answer,
      principalId: 'user:ada',
      explanation,
    })
  })

  test('an answer that nobody settled is not there', async () => {
    expect(await records.journal.get('answer-1')).toBeUndefined()
  })

  test('settling books the calls, writes the trail and gives the reservation back [P5]', async () => {
    const reservation = await reserve(5000)
    await records.journal.settle(settlementOf('answer-1', toMicros(300), [reservation]))

    expect(await written()).toEqual({ questions: 1, calls: 1, spent: 300, reserved: 0, trail: ['answer-1'] })
  })

  test('a question that was cut short is booked and on the trail although there is no answer [P5]', async () => {
    const reservation = await reserve(5000)
    await records.journal.settle({
      principalId: 'user:ada',
      entries: [
        callWith({ id: 'c1', answerId: 'answer-9', outcome: 'cancelled' }),
        questionWith({ id: 'q1', answerId: 'answer-9', outcome: 'cancelled' }),
      ],
      event: eventWith({ action: 'question.cancelled', subject: 'answer-9' }),
      reservations: [reservation],
    })

    expect(await records.journal.get('answer-9')).toBeUndefined()
    expect(await written()).toEqual({ questions: 1, calls: 1, spent: 300, reserved: 0, trail: ['answer-9'] })
  })

  test('settling an answer twice is a conflict and changes nothing [P5]', async () => {
    const reservation = await reserve(5000)
    await records.journal.settle(settlementOf('answer-1', toMicros(300)))
    const before = await written()

    const again = settlementOf('answer-1', toMicros(700), [reservation])
    await expect(records.journal.settle(again)).rejects.toMatchObject({ code: 'conflict' })
    expect(await written()).toEqual(before)
    expect(before.reserved).toBe(5000)
  })

  test('booking an entry twice, or a question twice, is a conflict and changes nothing [P5]', async () => {
    await records.journal.settle(settlementOf('answer-1', toMicros(300)))
    const before = await written()
    const base: Omit<Settlement, 'entries'> = { principalId: 'user:ada', event: eventWith(), reservations: [] }

    const sameEntry = { ...base, entries: [callWith({ id: 'answer-1-call' })] }
    const sameQuestion = { ...base, entries: [questionWith({ id: 'other', answerId: 'answer-1' })] }
    await expect(records.journal.settle(sameEntry)).rejects.toMatchObject({ code: 'conflict' })
    await expect(records.journal.settle(sameQuestion)).rejects.toMatchObject({ code: 'conflict' })
    expect(await written()).toEqual(before)
  })

  test('of many who settle the same answer at once, one does [P5]', async () => {
    const settlements = Array.from({ length: 8 }, () => records.journal.settle(settlementOf('answer-1', toMicros(300))))

    const outcomes = await Promise.allSettled(settlements)

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await written()).toMatchObject({ questions: 1, calls: 1, spent: 300, trail: ['answer-1'] })
  })

  test('a settlement that cannot be written wholly is not written at all [P5]', async () => {
    const reservation = await reserve(5000)
    const { explanation: _explanation, ...incomplete } = settlementOf('answer-1', toMicros(300), [reservation])

    await expect(records.journal.settle(incomplete)).rejects.toThrow(TypeError)
    expect(await records.journal.get('answer-1')).toBeUndefined()
    expect(await written()).toEqual({ questions: 0, calls: 0, spent: 0, reserved: 5000, trail: [] })
  })

  test('feedback is kept with the answer, the latest one', async () => {
    await records.journal.settle(settlementOf('answer-1', zeroMicros))
    await records.journal.saveFeedback('answer-1', { rating: 'down', comment: '不对', at: noon })
    const first = await records.journal.get('answer-1')
    await records.journal.saveFeedback('answer-1', { rating: 'up', at: noon + 1 })

    expect(first?.feedback).toEqual({ rating: 'down', comment: '不对', at: noon })
    expect((await records.journal.get('answer-1'))?.feedback).toEqual({ rating: 'up', at: noon + 1 })
    expect(first?.answer).toEqual(answerWith({ id: 'answer-1' }))
  })

  test('feedback on an answer that is not there is an error', async () => {
    const feedback = { rating: 'up', at: noon } as const

    await expect(records.journal.saveFeedback('nope', feedback)).rejects.toMatchObject({ code: 'answer-not-found' })
  })

  test('rated answers are listed in the order they were rated, a page at a time', async () => {
    for (const [id, at] of [
      ['answer-1', noon + 5],
      ['answer-2', noon + 1],
      ['answer-3', noon + 5],
      ['answer-4', undefined],
    ] as const) {
      await records.journal.settle(settlementOf(id, zeroMicros))
      if (at !== undefined) await records.journal.saveFeedback(id, { rating: 'up', at })
    }

    const first = await records.journal.rated({ since: 0, limit: 2 })
    const second = await records.journal.rated({ since: 0, limit: 2, after: { at: noon + 5, id: 'answer-1' } })

    expect(first.map(({ answer, feedback }) => [answer.id, feedback.at])).toEqual([
      ['answer-2', noon + 1],
      ['answer-1', noon + 5],
    ])
    expect(second).toEqual([await records.journal.get('answer-3')])
  })

  test('rated answers are found by their rating and by when they were rated', async () => {
    for (const [id, rating, at] of [
      ['answer-1', 'up', noon],
      ['answer-2', 'down', noon + 1],
      ['answer-3', 'up', noon + 1],
    ] as const) {
      await records.journal.settle(settlementOf(id, zeroMicros))
      await records.journal.saveFeedback(id, { rating, at })
    }

    const found = await records.journal.rated({ since: noon + 1, rating: 'up', limit: 10 })

    expect(found.map(({ answer }) => answer.id)).toEqual(['answer-3'])
  })
}
