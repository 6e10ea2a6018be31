import { describe, expect, test } from '@jest/globals'
import { periodOf } from '../../../../src/domain/accounting/budget-period.ts'
import { isTimeZone, wallClockIn } from '../../../../src/domain/time/wall-clock.ts'

describe('the period of a budget', () => {
  test.each([
    ['day', '2024-02-29T23:59:59.999Z', '2024-02-29', '2024-03-01'],
    ['day', '2024-12-31T00:00:00Z', '2024-12-31', '2025-01-01'],
    ['month', '2024-02-29T12:00:00Z', '2024-02-01', '2024-03-01'],
    ['month', '2024-12-31T23:59:59.999Z', '2024-12-01', '2025-01-01'],
  ] as const)('the %s around %s goes from %s to %s, in UTC', (period, at, from, to) => {
    expect(periodOf(period, Date.parse(at))).toEqual({ from: Date.parse(from), to: Date.parse(to) })
  })
})

describe('a wall clock', () => {
  test.each([
    ['UTC', '2024-05-31T16:00:00.123Z', '2024-05-31T16:00:00.123Z'],
    ['Asia/Shanghai', '2024-05-31T16:00:00.123Z', '2024-06-01T00:00:00.123Z'],
    ['Asia/Kolkata', '2024-05-31T18:30:00Z', '2024-06-01T00:00:00Z'],
    ['Europe/Berlin', '2024-03-31T00:59:59.999Z', '2024-03-31T01:59:59.999Z'],
    ['Europe/Berlin', '2024-03-31T01:00:00Z', '2024-03-31T03:00:00Z'],
    ['America/New_York', '2024-01-01T04:59:59Z', '2023-12-31T23:59:59Z'],
  ])('in %s shows at %s what one in UTC shows at %s', (zone, at, shown) => {
    expect(new Date(wallClockIn(zone)(Date.parse(at))).toISOString()).toBe(new Date(shown).toISOString())
  })

  test('a zone that does not exist is known for one', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Mars/Olympus')]).toEqual([true, false])
  })
})
