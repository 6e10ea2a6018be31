import type { AnnounceWarnings } from '../../accounting/budgets/announce-warnings.ts'
import { endpointEntry } from '../../accounting/booking/book-endpoint-calls.ts'
import { priceCall } from '../../accounting/prices/price-call.ts'
import { type Saving, splitSaving } from '../../accounting/savings/split-saving.ts'
import type { BookedEntry, WatchBooks } from '../../accounting/booking/watch-books.ts'
import type { Answer } from '../../domain/answers/answer.ts'
import type { AuditEvent } from '../../domain/audit/audit-record.ts'
import type { EndpointCall } from '../../domain/accounting/endpoint-call.ts'
import type { Explanation } from '../../domain/answers/explanation.ts'
import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { addMicros, type Micros } from '../../domain/money.ts'
import type { Principal } from '../../domain/access/principal.ts'
import type { Route } from '../../domain/routing/route.ts'
import { addUsage, noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { AnswerJournal } from '../../ports/answer-journal.ts'
import type { NewId } from '../../ports/clock.ts'
import type { ModelCall } from '../generation/model-call.ts'
import { callEntry, sharedFields } from './call-entry.ts'
import { discountOf, isInVain, priceOfCall } from './price-of-call.ts'

/** What the books know of a question when it has ended. */
export interface Booking {
  readonly answerId: string
  readonly principal: Principal
  readonly catalogue: ModelCatalogue
  readonly calls: readonly ModelCall[]
  /** Of endpoints that embed and rerank. */
  readonly endpointCalls?: readonly EndpointCall[]
  readonly route: Route
  readonly outcome: LedgerEntry['outcome']
  readonly cache: Answer['cache']
  /** The tokens that the all-cloud baseline would have paid for, where no call shows them. */
  readonly baselineUsage: TokenUsage
  /** Prompt tokens that compression left out. */
  readonly compressedTokens?: number
  /** Prompt tokens that sharing a call with other questions spared. */
  readonly sharedTokens?: number
  /** The source of the documents that the question drew on most. */
  readonly source?: string
  readonly at: number
  /** Facts for the auditor: kinds, classification, documents. Never text. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** The sums of a question's calls. */
export interface Bill {
  readonly usage: TokenUsage
  readonly costMicros: Micros
  readonly saving: Saving
}

export type Settle = (
  booking: Booking,
  kept?: { readonly answer: Answer; readonly explanation: Explanation },
) => Promise<void>

/** Writes down a question's calls, its own entry, the audit record and the answer, all or nothing; then it is looked at. */
export function createSettle(
  journal: Pick<AnswerJournal, 'settle'>,
  newId: NewId,
  watchBooks: WatchBooks,
  announce: AnnounceWarnings,
): Settle {
  return async (booking, kept) => {
    const calls = booking.calls.map((call): BookedEntry => ({
      entry: callEntry(booking, call, newId()),
      ...(call.own !== undefined && { own: call.own }),
    }))
    const endpointCalls = (booking.endpointCalls ?? []).map((call) => ({
      entry: endpointEntry(sharedFields(booking, newId()), call, booking.catalogue),
    }))
    const booked = [...calls, ...endpointCalls, { entry: questionEntry(booking, newId()) }]
    const warnings = await journal.settle({
      ...kept,
      principalId: booking.principal.id,
      entries: booked.map(({ entry }) => entry),
      event: auditEvent(booking),
      reservations: [
        ...booking.calls.map(({ reservation }) => reservation),
        ...(booking.endpointCalls ?? []).flatMap(({ reservation }) => reservation ?? []),
      ],
    })
    announce(warnings)
    await watchBooks(booked)
  }
}

/** What a question's calls cost, and what the baseline would have cost. */
export function billOf(booking: Booking): Bill {
  const { calls, catalogue, route, at } = booking
  const costMicros = addMicros(
    ...calls.map((call) => priceOfCall(call, catalogue).micros),
    ...(booking.endpointCalls ?? []).map((call) => priceCall({ ...call, at: call.startedAt }, catalogue).micros),
  )
  const provider = calls.find((call) => call.provider.name === route.provider)?.provider
  return {
    usage: calls.reduce((sum, call) => addUsage(sum, call.usage), noUsage),
    costMicros,
    saving: splitSaving({
      usage: booking.baselineUsage,
      compressedTokens: booking.compressedTokens ?? 0,
      sharedTokens: booking.sharedTokens ?? 0,
      sharedInVainMicros: addMicros(...calls.filter(isInVain).map((call) => priceOfCall(call, catalogue).micros)),
      discountMicros: addMicros(...calls.filter((call) => !isInVain(call)).map((call) => discountOf(call, catalogue))),
      isCacheHit: booking.cache === 'hit',
      ...(provider !== undefined && { provider }),
      costMicros,
      catalogue,
      at,
    }),
  }
}

function questionEntry(booking: Booking, id: string): LedgerEntry {
  const bill = billOf(booking)
  return {
    ...sharedFields(booking, id),
    kind: 'question',
    at: booking.at,
    tier: booking.route.tier,
    provider: booking.route.provider,
    model: booking.route.model,
    usage: bill.usage,
    costMicros: bill.costMicros,
    ...bill.saving,
    outcome: booking.outcome,
    unpriced: booking.calls.some((call) => priceOfCall(call, booking.catalogue).version === undefined),
  }
}

function auditEvent(booking: Booking): AuditEvent {
  const { route, outcome } = booking
  return {
    at: booking.at,
    actor: booking.principal.id,
    action: `question.${outcome}`,
    subject: booking.answerId,
    details: {
      tier: route.tier,
      provider: route.provider,
      model: route.model,
      reasons: route.reasons.map(({ code }) => code),
      calls: [
        ...booking.calls.map(({ provider, outcome }) => ({ tier: provider.tier, model: provider.model, outcome })),
        ...(booking.endpointCalls ?? []).map(({ tier, model, outcome }) => ({ tier, model, outcome })),
      ],
      cache: booking.cache,
      ...booking.facts,
    },
  }
}
