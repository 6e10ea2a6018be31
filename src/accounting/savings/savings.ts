import type { SavedBy, UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import { addMicros, type Micros, toMicros } from '../../domain/money.ts'

/** What was paid against what the all-cloud baseline would have cost. */
export interface Savings {
  readonly costMicros: Micros
  readonly baselineMicros: Micros
  readonly savedMicros: Micros
  /** `saved / baseline`, 0 when there is no baseline. */
  readonly share: number
  /** How what was saved came about, and what calls for no question and older entries make of it. The parts add up to `savedMicros`. */
  readonly by: SavedBy & { readonly unattributed: Micros }
}

export function savingsOf(totals: readonly UsageTotal[]): Savings {
  const costMicros = addMicros(...totals.map((total) => total.costMicros))
  const baselineMicros = addMicros(...totals.map((total) => total.baselineMicros))
  const savedMicros = toMicros(baselineMicros - costMicros)
  const by: SavedBy = {
    cache: addMicros(...totals.map((total) => total.savedByCacheMicros)),
    routing: addMicros(...totals.map((total) => total.savedByRoutingMicros)),
    compression: addMicros(...totals.map((total) => total.savedByCompressionMicros)),
    batch: addMicros(...totals.map((total) => total.savedByBatchMicros)),
    prices: addMicros(...totals.map((total) => total.savedByPricesMicros)),
  }
  return {
    costMicros,
    baselineMicros,
    savedMicros,
    share: baselineMicros === 0 ? 0 : savedMicros / baselineMicros,
    by: { ...by, unattributed: toMicros(savedMicros - addMicros(...Object.values(by))) },
  }
}
