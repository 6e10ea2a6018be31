import { type Expression, sql, type SqlBool } from 'kysely'
import type { BudgetStatus, BudgetSubject } from '../../../domain/accounting/budget.ts'
import { periodOf } from '../../../domain/accounting/budget-period.ts'
import type { WallClock } from '../../../domain/time/wall-clock.ts'
import type { ReadDatabase, WriteTransaction } from '../database/database.ts'
import type { BudgetRow } from './accounting-tables.ts'

/** The budgets that fulfil a condition, with what counts against them at a point in time, in order. */
export async function budgetStatuses(
  database: ReadDatabase | WriteTransaction,
  condition: Expression<SqlBool>,
  at: number,
  wallClock: WallClock,
): Promise<readonly BudgetStatus[]> {
  const shown = wallClock(at)
  const [day, month] = [periodOf('day', shown), periodOf('month', shown)]
  const { rows } = await sql<BudgetRow & { readonly spent: number; readonly reserved: number }>`
    select kind, id, period, unit, amount, warn_at, when_exhausted, cheaper_from,
      (
        select cast(coalesce(sum(case budgets.unit when 'money' then spending.micros else spending.tokens end), 0) as bigint)
        from spending
        where spending.kind = budgets.kind and spending.id = budgets.id
          and spending.day >= case budgets.period when 'day' then ${sql.lit(day.from)} else ${sql.lit(month.from)} end
          and spending.day < case budgets.period when 'day' then ${sql.lit(day.to)} else ${sql.lit(month.to)} end
      ) as spent,
      (
        select cast(coalesce(sum(case budgets.unit when 'money' then reservations.micros else reservations.tokens end), 0) as bigint)
        from reservation_subjects join reservations on reservations.id = reservation_subjects.reservation
        where reservation_subjects.kind = budgets.kind and reservation_subjects.id = budgets.id
          and reservations.expires_at > ${at}
      ) as reserved
    from budgets
    where ${condition}
    order by kind, id, period, unit`.execute(database)
  return rows.map(({ kind, id, period, unit, amount, warn_at, when_exhausted, cheaper_from, spent, reserved }) => ({
    kind,
    id,
    period,
    unit,
    limit: amount,
    warnAt: JSON.parse(warn_at) as readonly number[],
    whenExhausted: when_exhausted,
    ...(cheaper_from !== null && { cheaperFrom: cheaper_from }),
    spent,
    reserved,
  }))
}

/** Budgets of any of the subjects. */
export function bindsAny(subjects: readonly BudgetSubject[]): Expression<SqlBool> {
  if (subjects.length === 0) return sql`1 = 0`
  const unique = new Map(subjects.map((subject) => [JSON.stringify(subject), subject]))
  return sql`(${sql.join(
    [...unique.values()].map(({ kind, id }) => sql`(budgets.kind = ${kind} and budgets.id = ${id})`),
    sql` or `,
  )})`
}
