import { addMicros, type Micros, toMicros, zeroMicros } from '../domain/money.ts'
import type { Budget } from '../ports/budget-store.ts'
import type { DaySpending } from '../ports/ledger.ts'

/** How the month will end if it goes on as it went. */
export interface Forecast {
  /** Since the first of the month, in UTC. */
  readonly spentMicros: Micros
  /** By the end of the month, what is spent included. */
  readonly expectedMicros: Micros
  /** What a day costs on average, in the days that the forecast rests on. */
  readonly averageDayMicros: Micros
  /** Complete days that the forecast rests on; with none of them it is the pace of today alone. */
  readonly basedOnDays: number
}

/** How a budget will fare. */
export interface BudgetForecast extends Budget, Forecast {
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
 * not seen twice, what all complete days did. Means are rounded up to whole micros. Days are those of UTC.
 * @param spending days without spending may be left out
 */
export function forecast(spending: readonly DaySpending[], now: number): Forecast {
  const outlook = outlookOf(spending, now)
  return { ...summaryOf(outlook), expectedMicros: addMicros(...outlook.days.map(({ micros }) => micros)) }
}

/** The same for whom a budget binds, and the day on which the budget will not do. */
export function forecastBudget(budget: Budget, spending: readonly DaySpending[], now: number): BudgetForecast {
  const outlook = outlookOf(spending, now)
  let sum = zeroMicros
  let runsOutOn: string | undefined
  for (const { day, micros } of outlook.days) {
    sum = budget.period === 'month' ? addMicros(sum, micros) : micros
    const isAhead = budget.period === 'month' || day >= startOfDay(now)
    if (isAhead && sum > budget.limitMicros) runsOutOn ??= new Date(day).toISOString().slice(0, 10)
  }
  return { ...budget, ...forecast(spending, now), ...(runsOutOn !== undefined && { runsOutOn }) }
}

interface Outlook {
  readonly spentMicros: Micros
  readonly complete: readonly DaySpending[]
  /** Every day of the month: what it cost, or will. */
  readonly days: readonly DaySpending[]
}

function outlookOf(spending: readonly DaySpending[], now: number): Outlook {
  const [today, first] = [startOfDay(now), startOfMonth(now)]
  const byDay = new Map(spending.map(({ day, micros }) => [day, micros]))
  const since = Math.max(today - historyDays * dayMs, Math.min(today, ...byDay.keys()))
  const complete = daysBetween(since, today).map((day) => ({ day, micros: byDay.get(day) ?? zeroMicros }))
  const spentToday = byDay.get(today) ?? zeroMicros
  const passed = Math.max(1, now - today)
  const usual = (day: number): Micros => {
    if (complete.length === 0) return share(spentToday, dayMs, passed)
    const alike = complete.filter((other) => new Date(other.day).getUTCDay() === new Date(day).getUTCDay())
    return mean(alike.length >= 2 ? alike : complete)
  }
  const days = daysBetween(first, startOfNextMonth(now)).map((day) => {
    if (day < today) return { day, micros: byDay.get(day) ?? zeroMicros }
    if (day > today) return { day, micros: usual(day) }
    return { day, micros: addMicros(spentToday, share(usual(day), dayMs - passed, dayMs)) }
  })
  const spentMicros = addMicros(...days.filter(({ day }) => day < today).map(({ micros }) => micros), spentToday)
  return { spentMicros, complete, days }
}

function summaryOf({ spentMicros, complete }: Outlook): Omit<Forecast, 'expectedMicros'> {
  return { spentMicros, averageDayMicros: mean(complete), basedOnDays: complete.length }
}

function mean(days: readonly DaySpending[]): Micros {
  if (days.length === 0) return zeroMicros
  return share(addMicros(...days.map(({ micros }) => micros)), 1, days.length)
}

function share(micros: Micros, numerator: number, denominator: number): Micros {
  const product = BigInt(micros) * BigInt(numerator)
  return toMicros(Number((product + BigInt(denominator) - 1n) / BigInt(denominator)))
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
