import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Budget, hasRoom, strictestOf, withoutStatus } from '../../../domain/accounting/budget.ts'
import { type BudgetWarning, exhaustedShare } from '../../../domain/accounting/budget-warning.ts'
import { utc, type WallClock } from '../../../domain/time/wall-clock.ts'
import type { BudgetStore } from '../../../ports/budget-store.ts'
import { bindsAny, budgetStatuses } from './budget-statuses.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import { raiseWarning } from './raise-warnings.ts'
import { prepareQuery } from '../database/prepare-query.ts'
import type { BudgetRow } from './accounting-tables.ts'

const dropExpired = prepareQuery((database, at: number) =>
  database.deleteFrom('reservations').where('expires_at', '<=', at),
)

const addReservation = prepareQuery(
  (database, id: string, answerId: string, micros: number, tokens: number, at: number, expiresAt: number) =>
    database.insertInto('reservations').values({ id, answer_id: answerId, micros, tokens, at, expires_at: expiresAt }),
)

/**
 * Budgets in SQL. What was spent in a period is the sum of the ledger's calls in it, which settling keeps by the day; a
 * reservation counts against every period until it is settled, released or expired. Where there is no limit, nothing is
 * refused.
 */
export function createSqlBudgetStore(database: LorekeepDatabase, wallClock: WallClock = utc): BudgetStore {
  return {
    setBudgets: (budgets) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('budgets').execute()
        for (const batch of inBatches(budgets)) {
          await transaction.insertInto('budgets').values(batch.map(rowOf)).execute()
        }
      }),

    setBudget: (budget) =>
      database.write('accounts', async (transaction) => {
        const { kind, id, period, unit, ...terms } = rowOf(budget)
        await transaction
          .insertInto('budgets')
          .values({ kind, id, period, unit, ...terms })
          .onConflict((conflict) => conflict.columns(['kind', 'id', 'period', 'unit']).doUpdateSet(terms))
          .execute()
      }),

    removeBudget: ({ kind, id, period, unit }) =>
      database.write('accounts', async (transaction) => {
        const removed = await transaction
          .deleteFrom('budgets')
          .where('kind', '=', kind)
          .where('id', '=', id)
          .where('period', '=', period)
          .where('unit', '=', unit)
          .returning('id')
          .execute()
        return removed.length > 0
      }),

    budgets: (at) => budgetStatuses(database.read, sql`1 = 1`, at, wallClock),

    budgetsOf: (subjects, at) => budgetStatuses(database.read, bindsAny(subjects), at, wallClock),

    reserve: ({ answerId, subjects, micros, tokens, at, expiresAt }) =>
      database.write(
        'accounts',
        async (transaction) => {
          await dropExpired(transaction, at)
          const statuses = await budgetStatuses(transaction, bindsAny(subjects), at, wallClock)
          const full = statuses.filter((status) => !hasRoom(status, { micros, tokens }))
          const exhausted = strictestOf(full)
          if (exhausted !== undefined) {
            const warnings: BudgetWarning[] = []
            for (const status of full) {
              warnings.push(...(await raiseWarning(transaction, status, exhaustedShare, at, wallClock)))
            }
            return { granted: false, exhausted: withoutStatus(exhausted), warnings }
          }
          const id = randomUUID()
          await addReservation(transaction, id, answerId, micros, tokens, at, expiresAt)
          if (subjects.length > 0) {
            const rows = subjects.map((subject) => ({ reservation: id, kind: subject.kind, id: subject.id }))
            await transaction.insertInto('reservation_subjects').values(rows).execute()
          }
          return { granted: true, id }
          // After a power cut there is no call that it was for.
        },
        'committed',
      ),

    extend: (ids, expiresAt) =>
      database.write('accounts', async (transaction) => {
        let count = 0
        for (const some of inBatches(ids)) {
          const later = sql<number>`case when expires_at < ${expiresAt} then ${expiresAt} else expires_at end`
          const extended = await transaction
            .updateTable('reservations')
            .set({ expires_at: later })
            .where('id', 'in', some)
            .returning('id')
            .execute()
          count += extended.length
        }
        return count
      }),

    release: (id) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('reservations').where('id', '=', id).execute()
      }),
  }
}

function rowOf({ kind, id, period, unit, limit, warnAt, whenExhausted, cheaperFrom }: Budget): BudgetRow {
  return {
    kind,
    id,
    period,
    unit,
    amount: limit,
    warn_at: JSON.stringify(warnAt),
    when_exhausted: whenExhausted,
    cheaper_from: cheaperFrom ?? null,
  }
}
