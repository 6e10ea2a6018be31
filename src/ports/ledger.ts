import type { UsageGrouping, UsageTotal } from '../domain/ledger-entry.ts'

export interface UsageQuery {
  /** In ms since the epoch; inclusive. */
  readonly from: number
  /** In ms since the epoch; exclusive. */
  readonly to: number
  readonly groupBy: UsageGrouping
  /** Only entries of this principal. */
  readonly principalId?: string
}

/** Sums over the append-only entries that settlements wrote. Days are in UTC. */
export interface Ledger {
  totals(query: UsageQuery): Promise<readonly UsageTotal[]>
}
