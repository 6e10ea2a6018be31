import { expect, test } from '@jest/globals'
import * as memory from '../../../../src/adapters/memory/budget-period.ts'
import { periodOf } from '../../../../src/adapters/sql/budget-period.ts'

test.each([
  ['day', '2024-02-29T23:59:59.999Z', '2024-02-29', '2024-03-01'],
  ['day', '2024-12-31T00:00:00Z', '2024-12-31', '2025-01-01'],
  ['month', '2024-02-29T12:00:00Z', '2024-02-01', '2024-03-01'],
  ['month', '2024-12-31T23:59:59.999Z', '2024-12-01', '2025-01-01'],
] as const)('the %s around %s goes from %s to %s, in UTC', (period, at, from, to) => {
  const expected = { from: Date.parse(from), to: Date.parse(to) }

  expect(periodOf(period, Date.parse(at))).toEqual(expected)
  expect(memory.periodOf(period, Date.parse(at))).toEqual(expected)
})
