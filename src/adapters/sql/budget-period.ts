/** The day or month in UTC around a point in time: from its first ms to the first one behind it. */
export function periodOf(period: 'day' | 'month', at: number): { readonly from: number; readonly to: number } {
  const date = new Date(at)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return period === 'day'
    ? { from: Date.UTC(year, month, day), to: Date.UTC(year, month, day + 1) }
    : { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) }
}
