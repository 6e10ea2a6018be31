import { callOutcomes } from '../../accounting/booking/book-endpoint-calls.ts'
import { nothingSaved } from '../../accounting/savings/split-saving.ts'
import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { zeroMicros } from '../../domain/money.ts'
import type { Principal } from '../../domain/access/principal.ts'
import type { ModelCall } from '../generation/model-call.ts'
import { priceOfCall } from './price-of-call.ts'

/** What a call belongs to, and who pays for it. */
export interface Account extends Pick<LedgerEntry, 'answerId' | 'cache' | 'source'> {
  readonly principal: Principal
  readonly catalogue: ModelCatalogue
}

/** The entry of a call, priced on its day. */
export function callEntry(account: Account, call: ModelCall, id: string): LedgerEntry {
  const { micros, version } = priceOfCall(call, account.catalogue)
  return {
    ...sharedFields(account, id),
    kind: 'call',
    at: call.startedAt,
    tier: call.provider.tier,
    provider: call.provider.name,
    model: call.provider.model,
    purpose: call.purpose,
    usage: call.usage,
    costMicros: micros,
    ...(version !== undefined && { priceVersion: version }),
    baselineMicros: zeroMicros,
    saved: nothingSaved,
    outcome: callOutcomes[call.outcome],
    unpriced: version === undefined,
  }
}

/** What all entries of one account say. */
export function sharedFields(account: Account, id: string) {
  const { team } = account.principal
  const { source } = account
  return {
    id,
    answerId: account.answerId,
    principalId: account.principal.id,
    ...(team !== undefined && { team }),
    ...(source !== undefined && { source }),
    currency: account.catalogue.currency,
    cache: account.cache,
  }
}
