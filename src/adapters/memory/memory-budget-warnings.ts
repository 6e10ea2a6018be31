import { randomUUID } from 'node:crypto'
import { type BudgetStatus, budgetSubjectsOf, isSameSubject } from '../../domain/accounting/budget.ts'
import { periodOf } from '../../domain/accounting/budget-period.ts'
import { type BudgetWarning, reachedShares } from '../../domain/accounting/budget-warning.ts'
import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { BudgetWarnings } from '../../ports/budget-warnings.ts'
import { budgetStatusOf } from './budget-status.ts'
import { appendAuditRecord } from './memory-audit-log.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'

/** Warnings that settling and reserving with the same books raised. */
export function createMemoryBudgetWarnings(books: MemoryBooks = createMemoryBooks()): BudgetWarnings {
  return {
    takeDue: async (at, leaseMs, since) => {
      const due = [...books.warnings.values()].filter(
        (kept) => kept.sentAt === undefined && kept.nextTryAt <= at && kept.warning.at >= since,
      )
      for (const kept of due) books.warnings.set(kept.warning.warningId, { ...kept, nextTryAt: at + leaseMs })
      return due
        .map(({ warning, attempts }) => ({ ...warning, attempts }))
        .toSorted((a, b) => a.at - b.at || a.share - b.share)
    },
    noteSent: async (warningId, at) => {
      const kept = books.warnings.get(warningId)
      if (kept !== undefined) books.warnings.set(warningId, { ...kept, sentAt: at })
    },
    noteFailed: async (warningId, nextTryAt) => {
      const kept = books.warnings.get(warningId)
      if (kept !== undefined) books.warnings.set(warningId, { ...kept, nextTryAt, attempts: kept.attempts + 1 })
    },
  }
}

/** Raises what the shares reached by now call for. */
export function raiseReachedShares(
  books: MemoryBooks,
  entries: readonly LedgerEntry[],
  at: number,
): readonly BudgetWarning[] {
  const calls = entries.filter(({ kind }) => kind === 'call')
  const subjects = calls.flatMap(({ principalId, team }) => budgetSubjectsOf(principalId, team))
  return books.budgets
    .filter((budget) => subjects.some((subject) => isSameSubject(subject, budget)))
    .map((budget) => budgetStatusOf(books, budget, at))
    .flatMap((status) => reachedShares(status).flatMap((share) => raiseWarning(books, status, share, at)))
}

/** Keeps a warning and its audit record; none where it was raised before in the period. */
export function raiseWarning(
  books: MemoryBooks,
  { kind, id, period, unit, limit, spent }: BudgetStatus,
  share: number,
  at: number,
): readonly BudgetWarning[] {
  const periodFrom = periodOf(period, books.wallClock(at)).from
  const key = JSON.stringify([kind, id, period, unit, periodFrom, share, limit])
  if ([...books.warnings.values()].some((kept) => kept.key === key)) return []
  const warning = { warningId: randomUUID(), kind, id, period, unit, limit, share, spent, periodFrom, at }
  books.warnings.set(warning.warningId, { key, warning, attempts: 0, nextTryAt: at })
  const details = { period, unit, limit, spent, share }
  appendAuditRecord(books, { at, actor: 'system', action: 'budget.warning', subject: `${kind} ${id}`, details })
  return [warning]
}
