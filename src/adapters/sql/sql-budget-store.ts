import { randomUUID } from 'node:crypto'
import { type Expression, sql, type SqlBool } from 'kysely'
import { addMicros, type Micros, toMicros } from '../../domain/money.ts'
import type { Budget, BudgetStatus, BudgetStore, BudgetSubject } from '../../ports/budget-store.ts'
import { periodOf } from './budget-period.ts'
import type { LorekeepDatabase, ReadDatabase, WriteTransaction } from './database.ts'
import type { BudgetRow } from './tables.ts'

/**
 * Budgets in SQL. What was spent in a period is the sum of the ledger's calls in it, which settling
 * keeps by the day; a reservation counts against every period until it is settled, released or expired. `setBudgets` replaces all
 * limits; where there is no limit, nothing is refused.
 */
export function createSqlBudgetStore(database: LorekeepDatabase): BudgetStore {
  return {
    setBudgets: (budgets) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('budgets').execute()
        if (budgets.length > 0) await transaction.insertInto('budgets').values(budgets.map(rowOf)).execute()
      }),

    budgets: async (at) => statusesOf(database.read, sql`1 = 1`, at),

    reserve: ({ answerId, subjects, micros, at, expiresAt }) =>
      database.write(
        'accounts',
        async (transaction) => {
          await transaction.deleteFrom('reservations').where('expires_at', '<=', at).execute()
          for (const { spentMicros, reservedMicros, ...budget } of await statusesOf(transaction, binds(subjects), at)) {
            const needed = addMicros(spentMicros, reservedMicros, micros)
            if (needed > budget.limitMicros) return { granted: false, exhausted: budget }
          }
          const id = randomUUID()
          await transaction
            .insertInto('reservations')
            .values({ id, answer_id: answerId, micros, at, expires_at: expiresAt })
            .execute()
          if (subjects.length > 0) {
            const rows = subjects.map((subject) => ({ reservation: id, kind: subject.kind, id: subject.id }))
            await transaction.insertInto('reservation_subjects').values(rows).execute()
          }
          return { granted: true, id }
          // After a power cut there is no call that it was for.
        },
        'committed',
      ),

    release: (id) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('reservations').where('id', '=', id).execute()
      }),
  }
}

/** The budgets that fulfil a condition, with what counts against them at a point in time, in order. */
async function statusesOf(
  database: ReadDatabase | WriteTransaction,
  condition: Expression<SqlBool>,
  at: number,
): Promise<readonly BudgetStatus[]> {
  const [day, month] = [periodOf('day', at), periodOf('month', at)]
  const { rows } = await sql<BudgetRow & { readonly spent: number; readonly reserved: number }>`
    select kind, id, period, limit_micros,
      (
        select cast(coalesce(sum(spending.micros), 0) as bigint)
        from spending
        where spending.kind = budgets.kind and spending.id = budgets.id
          and spending.day >= case budgets.period when 'day' then ${sql.lit(day.from)} else ${sql.lit(month.from)} end
          and spending.day < case budgets.period when 'day' then ${sql.lit(day.to)} else ${sql.lit(month.to)} end
      ) as spent,
      (
        select cast(coalesce(sum(reservations.micros), 0) as bigint)
        from reservation_subjects join reservations on reservations.id = reservation_subjects.reservation
        where reservation_subjects.kind = budgets.kind and reservation_subjects.id = budgets.id
          and reservations.expires_at > ${at}
      ) as reserved
    from budgets
    where ${condition}
    order by kind, id, period`.execute(database)
  return rows.map((row) => ({
    ...budgetOf(row),
    spentMicros: toMicros(row.spent),
    reservedMicros: toMicros(row.reserved),
  }))
}

function binds(subjects: readonly BudgetSubject[]): Expression<SqlBool> {
  if (subjects.length === 0) return sql`1 = 0`
  return sql`(${sql.join(
    subjects.map(({ kind, id }) => sql`(budgets.kind = ${kind} and budgets.id = ${id})`),
    sql` or `,
  )})`
}

function budgetOf(row: BudgetRow): Budget {
  return { kind: row.kind, id: row.id, period: row.period, limitMicros: row.limit_micros as Micros }
}

function rowOf({ kind, id, period, limitMicros }: Budget): BudgetRow {
  return { kind, id, period, limit_micros: limitMicros }
}
