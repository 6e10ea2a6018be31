import { randomUUID } from 'node:crypto'
import {
  type Budget,
  type BudgetKey,
  hasRoom,
  isSameBudget,
  isSameSubject,
  strictestOf,
  withoutStatus,
} from '../../domain/accounting/budget.ts'
import { exhaustedShare } from '../../domain/accounting/budget-warning.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import { budgetStatusOf } from './budget-status.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'
import { raiseWarning } from './memory-budget-warnings.ts'

/** Limits over the entries of the journal with the same books. */
export function createMemoryBudgetStore(books: MemoryBooks = createMemoryBooks()): BudgetStore {
  const keep = (budgets: readonly Budget[]) => {
    books.budgets = budgets.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }
  return {
    setBudgets: async (budgets) => keep(budgets),

    setBudget: async (budget) => keep([...books.budgets.filter((known) => !isSameBudget(known, budget)), budget]),

    removeBudget: async (budget) => {
      const others = books.budgets.filter((known) => !isSameBudget(known, budget))
      const isThere = others.length < books.budgets.length
      books.budgets = others
      return isThere
    },

    budgets: async (at) => books.budgets.map((budget) => budgetStatusOf(books, budget, at)),

    budgetsOf: async (subjects, at) =>
      books.budgets
        .filter((budget) => subjects.some((subject) => isSameSubject(subject, budget)))
        .map((budget) => budgetStatusOf(books, budget, at)),

    reserve: async (request) => {
      for (const [id, { expiresAt }] of books.reservations) {
        if (expiresAt <= request.at) books.reservations.delete(id)
      }
      const full = books.budgets
        .filter((budget) => request.subjects.some((subject) => isSameSubject(subject, budget)))
        .map((budget) => budgetStatusOf(books, budget, request.at))
        .filter((status) => !hasRoom(status, request))
      const exhausted = strictestOf(full)
      if (exhausted !== undefined) {
        const warnings = full.flatMap((status) => raiseWarning(books, status, exhaustedShare, request.at))
        return { granted: false, exhausted: withoutStatus(exhausted), warnings }
      }
      const id = randomUUID()
      books.reservations.set(id, request)
      return { granted: true, id }
    },

    extend: async (ids, expiresAt) => {
      const there = ids.flatMap((id) => {
        const reservation = books.reservations.get(id)
        return reservation === undefined ? [] : [[id, reservation] as const]
      })
      for (const [id, reservation] of there) {
        books.reservations.set(id, { ...reservation, expiresAt: Math.max(expiresAt, reservation.expiresAt) })
      }
      return there.length
    },

    release: async (id) => void books.reservations.delete(id),
  }
}

function keyOf({ kind, id, period, unit }: BudgetKey): string {
  return [kind, id, period, unit].join('\0')
}
