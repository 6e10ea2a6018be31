import type { AuditRecord } from '../../domain/audit/audit-record.ts'
import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { StoredAnswer } from '../../ports/answer-journal.ts'
import type { Budget } from '../../domain/accounting/budget.ts'
import type { BudgetWarning } from '../../domain/accounting/budget-warning.ts'
import { utc, type WallClock } from '../../domain/time/wall-clock.ts'
import type { ReservationRequest } from '../../ports/budget-store.ts'

/** What journal, ledger, audit log and budgets share, so that a settlement is one step. */
export interface MemoryBooks {
  readonly answers: Map<string, StoredAnswer>
  readonly entries: LedgerEntry[]
  readonly records: AuditRecord[]
  readonly reservations: Map<string, ReservationRequest>
  readonly warnings: Map<string, KeptWarning>
  budgets: readonly Budget[]
  /** Says when the days and months of budgets begin. */
  readonly wallClock: WallClock
}

/** A warning on its way. */
interface KeptWarning {
  /** Of the budget with its period, share and limit. */
  readonly key: string
  readonly warning: BudgetWarning
  readonly attempts: number
  readonly nextTryAt: number
  readonly sentAt?: number
}

export function createMemoryBooks(wallClock: WallClock = utc): MemoryBooks {
  return {
    answers: new Map(),
    entries: [],
    records: [],
    reservations: new Map(),
    warnings: new Map(),
    budgets: [],
    wallClock,
  }
}
