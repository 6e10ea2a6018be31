import type { LedgerEntry } from '../../domain/ledger-entry.ts'
import type { LedgerEntryRow } from './tables.ts'

export function ledgerRowOf(entry: LedgerEntry): LedgerEntryRow {
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
  }
}
