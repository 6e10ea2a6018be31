import {
  type Budget,
  type BudgetStatus,
  budgetSubjectsOf,
  inUnitOf,
  isSameSubject,
} from '../../domain/accounting/budget.ts'
import { periodOf } from '../../domain/accounting/budget-period.ts'
import { totalTokens } from '../../domain/accounting/usage.ts'
import type { MemoryBooks } from './memory-books.ts'

/** A limit with what counts against it at a point in time. */
export function budgetStatusOf(books: MemoryBooks, budget: Budget, at: number): BudgetStatus {
  const { from, to } = periodOf(budget.period, books.wallClock(at))
  const calls = books.entries.filter((entry) => {
    const shown = books.wallClock(entry.at)
    return (
      entry.kind === 'call' &&
      shown >= from &&
      shown < to &&
      budgetSubjectsOf(entry.principalId, entry.team).some((subject) => isSameSubject(subject, budget))
    )
  })
  const promised = [...books.reservations.values()].filter(
    ({ subjects, expiresAt }) => expiresAt > at && subjects.some((subject) => isSameSubject(subject, budget)),
  )
  return {
    ...budget,
    spent: sum(
      calls.map(({ costMicros, usage }) => inUnitOf(budget, { micros: costMicros, tokens: totalTokens(usage) })),
    ),
    reserved: sum(promised.map((request) => inUnitOf(budget, request))),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
