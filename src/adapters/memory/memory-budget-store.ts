import { randomUUID } from 'node:crypto'
import { addMicros } from '../../domain/money.ts'
import type { Budget, BudgetStatus, BudgetStore, BudgetSubject } from '../../ports/budget-store.ts'
import { periodOf } from './budget-period.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'

/** Limits over the entries of the journal with the same books. `setBudgets` replaces all of them. */
export function createMemoryBudgetStore(books: MemoryBooks = createMemoryBooks()): BudgetStore {
  return {
    setBudgets: async (budgets) => {
      books.budgets = budgets.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    },

    budgets: async (at) => books.budgets.map((budget) => statusOf(budget, at)),

    reserve: async (request) => {
      for (const [id, { expiresAt }] of books.reservations) {
        if (expiresAt <= request.at) books.reservations.delete(id)
      }
      for (const budget of books.budgets) {
        if (!request.subjects.some((subject) => isSameSubject(subject, budget))) continue
        const { spentMicros, reservedMicros } = statusOf(budget, request.at)
        const needed = addMicros(spentMicros, reservedMicros, request.micros)
        if (needed > budget.limitMicros) return { granted: false, exhausted: budget }
      }
      const id = randomUUID()
      books.reservations.set(id, request)
      return { granted: true, id }
    },

    release: async (id) => void books.reservations.delete(id),
  }

  function statusOf(budget: Budget, at: number): BudgetStatus {
    const { from, to } = periodOf(budget.period, at)
    const calls = books.entries.filter(
      (entry) =>
        entry.kind === 'call' &&
        entry.at >= from &&
        entry.at < to &&
        (budget.kind !== 'user' || entry.principalId === budget.id) &&
        (budget.kind !== 'team' || entry.team === budget.id),
    )
    const promised = [...books.reservations.values()].filter(
      ({ subjects, expiresAt }) => expiresAt > at && subjects.some((subject) => isSameSubject(subject, budget)),
    )
    return {
      ...budget,
      spentMicros: addMicros(...calls.map(({ costMicros }) => costMicros)),
      reservedMicros: addMicros(...promised.map(({ micros }) => micros)),
    }
  }
}

function isSameSubject(a: BudgetSubject, b: BudgetSubject): boolean {
  return a.kind === b.kind && a.id === b.id
}

function keyOf({ kind, id, period }: Budget): string {
  return [kind, id, period].join('\0')
}
