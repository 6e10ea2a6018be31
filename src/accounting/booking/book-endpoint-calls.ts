import type { EndpointCall } from '../../domain/accounting/endpoint-call.ts'
import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { zeroMicros } from '../../domain/money.ts'
import { addUsage } from '../../domain/accounting/usage.ts'
import type { NewId } from '../../ports/clock.ts'
import type { Payer } from './endpoint-accounts.ts'
import { priceCall } from '../prices/price-call.ts'
import { nothingSaved } from '../savings/split-saving.ts'

/** What the ledger says of a call that ended so. */
export const callOutcomes = { finished: 'answered', failed: 'failed', cancelled: 'cancelled' } as const

/** What belongs to no question: one entry for all calls alike, since an ingest makes thousands. */
export function bookableCalls(
  payer: Payer,
  calls: readonly EndpointCall[],
  catalogue: ModelCatalogue,
  newId: NewId,
): readonly LedgerEntry[] {
  const alike = new Map<string, EndpointCall>()
  for (const call of calls) {
    const { purpose, tier, provider, model, usage, outcome, startedAt } = call
    const day = new Date(startedAt).toISOString().slice(0, 10)
    const key = JSON.stringify([purpose, tier, provider, model, outcome, day])
    const before = alike.get(key)
    alike.set(key, before === undefined ? call : { ...before, usage: addUsage(before.usage, usage) })
  }
  const { currency } = catalogue
  return [...alike.values()].map((call) =>
    endpointEntry({ ...payer, id: newId(), currency, cache: 'miss' }, call, catalogue),
  )
}

/** The entry of a call, priced on its day. */
export function endpointEntry(
  payer: Payer & Pick<LedgerEntry, 'id' | 'currency' | 'cache'>,
  { purpose, tier, provider, model, usage, outcome, startedAt }: EndpointCall,
  catalogue: ModelCatalogue,
): LedgerEntry {
  const { micros, version } = priceCall({ tier, model, usage, at: startedAt }, catalogue)
  return {
    ...payer,
    kind: 'call',
    at: startedAt,
    tier,
    provider,
    model,
    purpose,
    usage,
    costMicros: micros,
    ...(version !== undefined && { priceVersion: version }),
    baselineMicros: zeroMicros,
    saved: nothingSaved,
    outcome: callOutcomes[outcome],
    unpriced: version === undefined,
  }
}
