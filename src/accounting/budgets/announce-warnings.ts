import { type BudgetWarning, exhaustedShare } from '../../domain/accounting/budget-warning.ts'
import type { Log } from '../../ports/log.ts'
import type { Meter } from '../../ports/meter.ts'

/** Tells of warnings that were raised, and returns at once. Never fails: they are written down already. */
export type AnnounceWarnings = (warnings: readonly BudgetWarning[]) => void

/** In the log and the meter; and wakes whoever sends them out. */
export function createAnnounceWarnings(parts: {
  readonly log: Log
  readonly meter: Meter
  readonly wakeSender: () => void
}): AnnounceWarnings {
  return (warnings) => {
    for (const warning of warnings) {
      const { kind, id, period, unit, limit, spent, share } = warning
      parts.log.warn(eventOf(warning), { kind, id, period, unit, limit, spent, share })
      parts.meter.count('lorekeep_budget_warnings_total', { kind, period, share: String(share) })
    }
    if (warnings.length > 0) parts.wakeSender()
  }
}

/** `budget.exhausted` where all is used, or a call found no room. */
export function eventOf({ share }: Pick<BudgetWarning, 'share'>): 'budget.warning' | 'budget.exhausted' {
  return share === exhaustedShare ? 'budget.exhausted' : 'budget.warning'
}
