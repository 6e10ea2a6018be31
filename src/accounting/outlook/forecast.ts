import { type Budget, inUnitOf } from '../../domain/accounting/budget.ts'
import { type Micros, toMicros } from '../../domain/money.ts'
import type { DaySpending } from '../../ports/ledger.ts'

/** How the month will end if it goes on as it went. */
export interface Forecast {
  /** Since the first of the month. */
  readonly spentMicros: Micros
  /** By the end of the month, what is spent included. */
  readonly expectedMicros: Micros
  /** What a day costs on average, in the days that the forecast rests on. */
  readonly averageDayMicros: Micros
  /** Complete days that the forecast rests on; with none of them it is the pace of today alone. */
  readonly basedOnDays: number
}

/** How a budget will fare, in its unit. */
export interface BudgetForecast extends Budget {
  /** Since the first of the month. */
  readonly spent: number
  /** By the end of the month. */
  readonly expected: number
  readonly averageDay: number
  readonly basedOnDays: number
  /** `YYYY-MM-DD`, in this month: when a month's budget is used up, or the first day that costs more than a day's budget. */
  readonly runsOutOn?: string
}

const dayMs = 86_400_000
const historyDays = 28

/** The first day that a forecast looks back to, or the first of the month where that is earlier. */
export function forecastFrom(now: number): number {
  return Math.min(startOfDay(now) - historyDays * dayMs, startOfMonth(now))
}

/**
 * Goes on as the last four weeks went: a day costs what the same day of the week did on average, or where that was
 * not seen twice, what all complete days did. Means are rounded up to whole micros.
 * @param spending days without spending may be left out
 * @param now on the same wall clock as the days
 */
export function forecast(spending: readonly DaySpending[], now: number): Forecast {
  const outlook = outlookOf(
    spending.map(({ day, micros }) => ({ day, amount: micros })),
    now,
  )
  return {
    spentMicros: toMicros(outlook.spent),
    expectedMicros: toMicros(total(outlook.days)),
    averageDayMicros: toMicros(mean(outlook.complete)),
    basedOnDays: outlook.complete.length,
  }
}

/** The same for whom a budget binds, in its unit, and the day on which the budget will not do. */
export function forecastBudget(budget: Budget, spending: readonly DaySpending[], now: number): BudgetForecast {
  const outlook = outlookOf(
    spending.map((of) => ({ day: of.day, amount: inUnitOf(budget, of) })),
    now,
  )
  let sum = 0
  let runsOutOn: string | undefined
  for (const { day, amount } of outlook.days) {
    sum = budget.period === 'month' ? sum + amount : amount
    const isAhead = budget.period === 'month' || day >= startOfDay(now)
    if (isAhead && sum > budget.limit) runsOutOn ??= new Date(day).toISOString().slice(0, 10)
  }
  return {
    ...budget,
    spent: outlook.spent,
    expected: total(outlook.days),
    averageDay: mean(outlook.complete),
    basedOnDays: outlook.complete.length,
    ...(runsOutOn !== undefined && { runsOutOn }),
  }
}

/** Micros, or tokens. */
interface DayAmount {
  readonly day: number
  readonly amount: number
}

interface Outlook {
  /** Since the first of the month. */
  readonly spent: number
  readonly complete: readonly DayAmount[]
  /** Every day of the month: what it cost, or will. */
  readonly days: readonly DayAmount[]
}

function outlookOf(spending: readonly DayAmount[], now: number): Outlook {
  const [today, first] = [startOfDay(now), startOfMonth(now)]
  const byDay = new Map(spending.map(({ day, amount }) => [day, amount]))
  const since = Math.max(today - historyDays * dayMs, Math.min(today, ...byDay.keys()))
  const complete = daysBetween(since, today).map((day) => ({ day, amount: byDay.get(day) ?? 0 }))
  const spentToday = byDay.get(today) ?? 0
  const passed = Math.max(1, now - today)
  const usual = (day: number): number => {
    if (complete.length === 0) return share(spentToday, dayMs, passed)
    const alike = complete.filter((other) => new Date(other.day).getUTCDay() === new Date(day).getUTCDay())
    return mean(alike.length >= 2 ? alike : complete)
  }
  const days = daysBetween(first, startOfNextMonth(now)).map((day) => {
    if (day < today) return { day, amount: byDay.get(day) ?? 0 }
    if (day > today) return { day, amount: usual(day) }
    return { day, amount: spentToday + share(usual(day), dayMs - passed, dayMs) }
  })
  return { spent: total(days.filter(({ day }) => day < today)) + spentToday, complete, days }
}

function mean(days: readonly DayAmount[]): number {
  return days.length === 0 ? 0 : share(total(days), 1, days.length)
}

function total(days: readonly DayAmount[]): number {
  return days.reduce((sum, { amount }) => sum + amount, 0)
}

/** A part of an amount, rounded up. */
function share(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator)
  return Number((product + BigInt(denominator) - 1n) / BigInt(denominator))
}

function daysBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, (to - from) / dayMs) }, (_, index) => from + index * dayMs)
}

function startOfDay(at: number): number {
  return Math.floor(at / dayMs) * dayMs
}

function startOfMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

function startOfNextMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
