import type { AuditRecord } from '../../domain/audit-record.ts'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { StoredAnswer } from '../../ports/answer-journal.ts'
import type { Budget, ReservationRequest } from '../../ports/budget-store.ts'

/** What journal, ledger, audit log and budgets share, so that a settlement is one step. */
export interface MemoryBooks {
  readonly answers: Map<string, StoredAnswer>
  readonly entries: LedgerEntry[]
  readonly records: AuditRecord[]
  readonly reservations: Map<string, ReservationRequest>
  budgets: readonly Budget[]
}

export function createMemoryBooks(): MemoryBooks {
  return { answers: new Map(), entries: [], records: [], reservations: new Map(), budgets: [] }
}
