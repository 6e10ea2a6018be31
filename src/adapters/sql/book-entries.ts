import { sql } from 'kysely'
import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import { addMicros, zeroMicros } from '../../domain/money.ts'
import type { BudgetSubject } from '../../ports/budget-store.ts'
import { periodOf } from './budget-period.ts'
import type { WriteTransaction } from './database.ts'
import { inBatches } from './in-batches.ts'
import type { LedgerEntryRow, SpendingRow } from './tables.ts'

/**
 * Adds entries to the ledger, and what its calls cost to the sums that budgets are checked against:
 * adding up a month of calls for every question would take longer with every call. Must run in a
 * write of the area `accounts`.
 */
export async function bookEntries(transaction: WriteTransaction, entries: readonly LedgerEntry[]): Promise<void> {
  for (const batch of inBatches(entries)) {
    await transaction.insertInto('ledger_entries').values(batch.map(ledgerRowOf)).execute()
  }
  for (const batch of inBatches(spendingOf(entries))) {
    await transaction
      .insertInto('spending')
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id', 'day']).doUpdateSet({ micros: sql`spending.micros + excluded.micros` }),
      )
      .execute()
  }
}

/** What the calls among the entries cost, for each day, and on behalf of whom. */
function spendingOf(entries: readonly LedgerEntry[]): readonly SpendingRow[] {
  const sums = new Map<string, SpendingRow>()
  for (const entry of entries.filter(({ kind }) => kind === 'call')) {
    const day = periodOf('day', entry.at).from
    for (const { kind, id } of subjectsOf(entry)) {
      const key = JSON.stringify([kind, id, day])
      const micros = addMicros(sums.get(key)?.micros ?? zeroMicros, entry.costMicros)
      sums.set(key, { kind, id, day, micros })
    }
  }
  return [...sums.values()]
}

function subjectsOf({ principalId, team }: LedgerEntry): readonly BudgetSubject[] {
  return [
    { kind: 'organisation', id: '*' },
    { kind: 'user', id: principalId },
    ...(team === undefined ? [] : [{ kind: 'team', id: team } as const]),
  ]
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
