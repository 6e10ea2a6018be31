import type { BudgetPeriod } from './budget.ts'

/** The day or month around what a wall clock shows: from its first ms to the first one behind it, on the same clock. */
export function periodOf(period: BudgetPeriod, shown: number): { readonly from: number; readonly to: number } {
  const date = new Date(shown)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return period === 'day'
    ? { from: Date.UTC(year, month, day), to: Date.UTC(year, month, day + 1) }
    : { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) }
}
