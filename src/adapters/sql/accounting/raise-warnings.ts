import { randomUUID } from 'node:crypto'
import type { BudgetStatus, BudgetSubject } from '../../../domain/accounting/budget.ts'
import { periodOf } from '../../../domain/accounting/budget-period.ts'
import { type BudgetWarning, reachedShares } from '../../../domain/accounting/budget-warning.ts'
import type { WallClock } from '../../../domain/time/wall-clock.ts'
import { appendAuditRecord } from '../audit/append-audit-record.ts'
import { bindsAny, budgetStatuses } from './budget-statuses.ts'
import type { WriteTransaction } from '../database/database.ts'

/** Raises what the shares reached by now call for. Must run in a write of the area `accounts`, as all here. */
export async function raiseReachedShares(
  transaction: WriteTransaction,
  subjects: readonly BudgetSubject[],
  at: number,
  wallClock: WallClock,
): Promise<readonly BudgetWarning[]> {
  const raised: BudgetWarning[] = []
  for (const status of await budgetStatuses(transaction, bindsAny(subjects), at, wallClock)) {
    for (const share of reachedShares(status)) {
      raised.push(...(await raiseWarning(transaction, status, share, at, wallClock)))
    }
  }
  return raised
}

/** Writes a warning and its audit record down; none where it was raised before in the period. */
export async function raiseWarning(
  transaction: WriteTransaction,
  { kind, id, period, unit, limit, spent }: BudgetStatus,
  share: number,
  at: number,
  wallClock: WallClock,
): Promise<readonly BudgetWarning[]> {
  const warningId = randomUUID()
  const periodFrom = periodOf(period, wallClock(at)).from
  const written = await transaction
    .insertInto('budget_warnings')
    .values({
      warning: warningId,
      kind,
      id,
      period,
      unit,
      period_from: periodFrom,
      share,
      amount: limit,
      spent,
      at,
      attempts: 0,
      next_try_at: at,
      sent_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('warning')
    .execute()
  if (written.length === 0) return []
  await appendAuditRecord(transaction, {
    at,
    actor: 'system',
    action: 'budget.warning',
    subject: `${kind} ${id}`,
    details: { period, unit, limit, spent, share },
  })
  return [{ warningId, kind, id, period, unit, limit, share, spent, periodFrom, at }]
}
