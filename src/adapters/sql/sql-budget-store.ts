import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addMicros, type Micros, toMicros } from '../../domain/money.ts'
import type { Budget, BudgetStatus, BudgetStore, BudgetSubject } from '../../ports/budget-store.ts'
import type { LorekeepDatabase, ReadDatabase, WriteTransaction } from './database.ts'
import { periodOf } from './budget-period.ts'
import type { BudgetRow } from './tables.ts'

/**
 * Budgets in SQL. What was spent in a period is the sum of the ledger's calls in it; a reservation
 * counts against every period until it is settled, released or expired. `setBudgets` replaces all
 * limits; without a limit, nothing is refused.
 */
export function createSqlBudgetStore(database: LorekeepDatabase): BudgetStore {
  return {
    setBudgets: (budgets) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('budgets').execute()
        for (const { kind, id, period, limitMicros } of budgets) {
          await transaction.insertInto('budgets').values({ kind, id, period, limit_micros: limitMicros }).execute()
        }
      }),

    budgets: async (at) => {
      const rows = await inOrder(database.read).execute()
      return Promise.all(rows.map((row) => statusOf(database.read, budgetOf(row), at)))
    },

    reserve: ({ answerId, subjects, micros, at, expiresAt }) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('reservations').where('expires_at', '<=', at).execute()
        for (const row of await inOrder(transaction).execute()) {
          const budget = budgetOf(row)
          if (!subjects.some((subject) => isSameSubject(subject, budget))) continue
          const { spentMicros, reservedMicros } = await statusOf(transaction, budget, at)
          const needed = addMicros(spentMicros, reservedMicros, micros)
          if (needed > budget.limitMicros) return { granted: false, exhausted: budget }
        }
        const id = randomUUID()
        await transaction
          .insertInto('reservations')
          .values({ id, answer_id: answerId, micros, at, expires_at: expiresAt })
          .execute()
        for (const subject of subjects) {
          await transaction
            .insertInto('reservation_subjects')
            .values({ reservation: id, kind: subject.kind, id: subject.id })
            .execute()
        }
        return { granted: true, id }
      }),

    release: (id) =>
      database.write('accounts', async (transaction) => {
        await transaction.deleteFrom('reservations').where('id', '=', id).execute()
      }),
  }
}

function inOrder(database: ReadDatabase | WriteTransaction) {
  return database.selectFrom('budgets').selectAll().orderBy('kind').orderBy('id').orderBy('period')
}

async function statusOf(database: ReadDatabase | WriteTransaction, budget: Budget, at: number): Promise<BudgetStatus> {
  const { from, to } = periodOf(budget.period, at)
  const booked = await database
    .selectFrom('ledger_entries')
    .select(sql<number>`cast(coalesce(sum(cost_micros), 0) as bigint)`.as('micros'))
    .where('kind', '=', sql.lit('call'))
    .where('at', '>=', from)
    .where('at', '<', to)
    .$if(budget.kind === 'user', (query) => query.where('principal_id', '=', budget.id))
    .$if(budget.kind === 'team', (query) => query.where('team', '=', budget.id))
    .executeTakeFirstOrThrow()
  const promised = await database
    .selectFrom('reservation_subjects')
    .innerJoin('reservations', 'reservations.id', 'reservation_subjects.reservation')
    .select(sql<number>`cast(coalesce(sum(reservations.micros), 0) as bigint)`.as('micros'))
    .where('reservation_subjects.kind', '=', budget.kind)
    .where('reservation_subjects.id', '=', budget.id)
    .where('reservations.expires_at', '>', at)
    .executeTakeFirstOrThrow()
  return { ...budget, spentMicros: toMicros(booked.micros), reservedMicros: toMicros(promised.micros) }
}

function isSameSubject(a: BudgetSubject, b: BudgetSubject): boolean {
  return a.kind === b.kind && a.id === b.id
}

function budgetOf(row: BudgetRow): Budget {
  return { kind: row.kind, id: row.id, period: row.period, limitMicros: row.limit_micros as Micros }
}
