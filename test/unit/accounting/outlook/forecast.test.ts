import { describe, expect, test } from '@jest/globals'
import { forecast, forecastBudget } from '../../../../src/accounting/outlook/forecast.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import type { Budget } from '../../../../src/domain/accounting/budget.ts'

const dayMs = 86_400_000
const noon = dayMs / 2
/** A Monday; the month has 30 days. */
const first = Date.UTC(2026, 5, 1)
const spent = (from: number, ...micros: readonly number[]) =>
  micros.map((amount, index) => ({ day: from + index * dayMs, micros: toMicros(amount), tokens: 7 }))
const budget = (limit: number, period: Budget['period'] = 'month'): Budget => ({
  kind: 'organisation',
  id: '*',
  period,
  unit: 'money',
  limit,
  warnAt: [80],
  whenExhausted: 'cheaper',
})

describe('the end of the month', () => {
  test('is what was spent and the usual for the days to come', () => {
    expect(forecast(spent(first, 100, 100, 100, 50), first + 3 * dayMs + noon)).toEqual({
      spentMicros: 350,
      expectedMicros: 350 + 50 + 26 * 100,
      averageDayMicros: 100,
      basedOnDays: 3,
    })
  })

  test('follows the week: what rests at weekends is expected to rest', () => {
    const weeks = spent(first - 28 * dayMs, ...Array.from({ length: 4 }, () => [70, 70, 70, 70, 70, 0, 0]).flat())
    // June 2026 has 22 working days.
    expect(forecast(weeks, first).expectedMicros).toBe(22 * 70)
  })

  test('of a first day is its pace', () => {
    expect(forecast(spent(first + 9 * dayMs, 40), first + 9 * dayMs + noon).expectedMicros).toBe(21 * 80)
  })

  test('without any spending is nothing', () => {
    expect(forecast([], first + noon)).toMatchObject({ spentMicros: 0, expectedMicros: 0, basedOnDays: 0 })
  })

  test('counts days without spending among those it rests on', () => {
    const [day1] = spent(first, 90)
    expect(forecast([day1!], first + 3 * dayMs)).toMatchObject({ averageDayMicros: 30, basedOnDays: 3 })
  })
})

describe('a budget', () => {
  test('of a month runs out on the day that the sum goes over it', () => {
    const now = first + 2 * dayMs
    expect(forecastBudget(budget(1000), spent(first, 100, 100), now).runsOutOn).toBe('2026-06-11')
    expect(forecastBudget(budget(3000), spent(first, 100, 100), now).runsOutOn).toBeUndefined()
  })

  test('that is spent already ran out on its day', () => {
    expect(forecastBudget(budget(150), spent(first, 100, 100), first + 5 * dayMs).runsOutOn).toBe('2026-06-02')
  })

  test('of a day will not do on the first day to come that costs more', () => {
    const weeks = spent(first - 28 * dayMs, ...Array.from({ length: 4 }, () => [70, 70, 70, 90, 70, 0, 0]).flat())
    expect(forecastBudget(budget(80, 'day'), weeks, first).runsOutOn).toBe('2026-06-04')
    expect(forecastBudget(budget(95, 'day'), weeks, first).runsOutOn).toBeUndefined()
  })

  test('in tokens is forecast in tokens', () => {
    const tokens = { ...budget(100), unit: 'tokens' } as const
    expect(forecastBudget(tokens, spent(first, 0, 0, 0), first + 3 * dayMs)).toMatchObject({
      spent: 21,
      expected: 30 * 7,
      averageDay: 7,
      runsOutOn: '2026-06-15',
    })
  })
})
