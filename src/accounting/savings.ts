import type { UsageTotal } from '../domain/ledger-entry.ts'
import { addMicros, type Micros, toMicros } from '../domain/money.ts'

/** What was paid against what the all-cloud baseline would have cost. */
export interface Savings {
  readonly costMicros: Micros
  readonly baselineMicros: Micros
  readonly savedMicros: Micros
  /** `saved / baseline`, 0 when there is no baseline. */
  readonly share: number
}

export function savingsOf(totals: readonly UsageTotal[]): Savings {
  const costMicros = addMicros(...totals.map((total) => total.costMicros))
  const baselineMicros = addMicros(...totals.map((total) => total.baselineMicros))
  const savedMicros = toMicros(baselineMicros - costMicros)
  return { costMicros, baselineMicros, savedMicros, share: baselineMicros === 0 ? 0 : savedMicros / baselineMicros }
}
