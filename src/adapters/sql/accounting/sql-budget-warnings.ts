import type { BudgetWarnings } from '../../../ports/budget-warnings.ts'
import type { LorekeepDatabase } from '../database/database.ts'

/** Warnings in SQL; settling and reserving write them. */
export function createSqlBudgetWarnings(database: LorekeepDatabase): BudgetWarnings {
  return {
    takeDue: async (at, leaseMs, since) => {
      const due = await database.write('accounts', (transaction) =>
        transaction
          .updateTable('budget_warnings')
          .set({ next_try_at: at + leaseMs })
          .where('sent_at', 'is', null)
          .where('next_try_at', '<=', at)
          .where('at', '>=', since)
          .returningAll()
          .execute(),
      )
      return due
        .toSorted((a, b) => a.at - b.at || a.share - b.share)
        .map(({ warning, period_from, amount, next_try_at: _next, sent_at: _sent, ...row }) => ({
          ...row,
          warningId: warning,
          periodFrom: period_from,
          limit: amount,
        }))
    },

    noteSent: (warningId, at) =>
      database.write('accounts', async (transaction) => {
        await transaction.updateTable('budget_warnings').set({ sent_at: at }).where('warning', '=', warningId).execute()
      }),

    noteFailed: (warningId, nextTryAt) =>
      database.write('accounts', async (transaction) => {
        await transaction
          .updateTable('budget_warnings')
          .set((row) => ({ next_try_at: nextTryAt, attempts: row('attempts', '+', 1) }))
          .where('warning', '=', warningId)
          .execute()
      }),
  }
}
