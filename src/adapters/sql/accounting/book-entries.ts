import { sql } from 'kysely'
import { budgetSubjectsOf } from '../../../domain/accounting/budget.ts'
import { periodOf } from '../../../domain/accounting/budget-period.ts'
import type { BudgetWarning } from '../../../domain/accounting/budget-warning.ts'
import type { LedgerEntry } from '../../../domain/accounting/ledger-entry.ts'
import { addMicros, zeroMicros } from '../../../domain/money.ts'
import { totalTokens } from '../../../domain/accounting/usage.ts'
import type { WallClock } from '../../../domain/time/wall-clock.ts'
import type { WriteTransaction } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import { prepareInsert } from '../database/prepare-query.ts'
import { raiseReachedShares } from './raise-warnings.ts'
import type { LedgerEntryRow, SpendingRow } from './accounting-tables.ts'

const addEntry = prepareInsert('ledger_entries')

/** What is written when calls have ended. */
export interface EndedCalls {
  readonly entries: readonly LedgerEntry[]
  /** What was set aside for them. */
  readonly reservations: readonly string[]
  readonly at: number
}

/**
 * Adds entries to the ledger in place of what was reserved, and raises the warnings that this calls for. Must run in a
 * write of the area `accounts`.
 */
export async function bookCalls(
  transaction: WriteTransaction,
  { entries, reservations, at }: EndedCalls,
  wallClock: WallClock,
): Promise<readonly BudgetWarning[]> {
  await bookEntries(transaction, entries, wallClock)
  for (const batch of inBatches(reservations)) {
    await transaction.deleteFrom('reservations').where('id', 'in', batch).execute()
  }
  const subjects = entries
    .filter(({ kind }) => kind === 'call')
    .flatMap(({ principalId, team }) => budgetSubjectsOf(principalId, team))
  return raiseReachedShares(transaction, subjects, at, wallClock)
}

/**
 * What calls cost is added to the sums that budgets are checked against as well: adding up a month of calls for every
 * question would take longer with every call.
 */
async function bookEntries(
  transaction: WriteTransaction,
  entries: readonly LedgerEntry[],
  wallClock: WallClock,
): Promise<void> {
  for (const entry of entries) await addEntry(transaction, ledgerRowOf(entry))
  for (const batch of inBatches(spendingOf(entries, wallClock))) {
    await transaction
      .insertInto('spending')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id', 'day']).doUpdateSet({
          micros: sql`spending.micros + excluded.micros`,
          tokens: sql`spending.tokens + excluded.tokens`,
        }),
      )
      .execute()
  }
}

/** What the calls among the entries cost, for each day, and on behalf of whom. */
function spendingOf(entries: readonly LedgerEntry[], wallClock: WallClock): readonly SpendingRow[] {
  const sums = new Map<string, SpendingRow>()
  for (const entry of entries.filter(({ kind }) => kind === 'call')) {
    const day = periodOf('day', wallClock(entry.at)).from
    for (const { kind, id } of budgetSubjectsOf(entry.principalId, entry.team)) {
      const key = JSON.stringify([kind, id, day])
      const before = sums.get(key)
      const micros = addMicros(before?.micros ?? zeroMicros, entry.costMicros)
      sums.set(key, { kind, id, day, micros, tokens: (before?.tokens ?? 0) + totalTokens(entry.usage) })
    }
  }
  return [...sums.values()]
}

function ledgerRowOf(entry: LedgerEntry): LedgerEntryRow {
  return {
    id: entry.id,
    kind: entry.kind,
    answer_id: entry.answerId,
    at: entry.at,
    principal_id: entry.principalId,
    team: entry.team ?? null,
    tier: entry.tier,
    provider: entry.provider,
    model: entry.model,
    prompt_tokens: entry.usage.promptTokens,
    cached_tokens: entry.usage.cachedTokens,
    completion_tokens: entry.usage.completionTokens,
    reasoning_tokens: entry.usage.reasoningTokens,
    estimated: Number(entry.usage.estimated),
    cost_micros: entry.costMicros,
    currency: entry.currency,
    baseline_micros: entry.baselineMicros,
    cache: entry.cache,
    outcome: entry.outcome,
    unpriced: Number(entry.unpriced),
    purpose: entry.purpose ?? null,
    price_version: entry.priceVersion ?? null,
    source: entry.source ?? null,
    saved_by_cache: entry.saved.cache,
    saved_by_routing: entry.saved.routing,
    saved_by_compression: entry.saved.compression,
    saved_by_batch: entry.saved.batch,
    saved_by_prices: entry.saved.prices,
  }
}
