import { baselineCost } from '../accounting/baseline.ts'
import { costOf } from '../accounting/cost.ts'
import { priceOf } from '../accounting/price-list.ts'
import type { Answer } from '../domain/answer.ts'
import type { AuditEvent } from '../domain/audit-record.ts'
import type { Explanation } from '../domain/explanation.ts'
import type { LedgerEntry } from '../domain/ledger-entry.ts'
import type { ModelCatalogue } from '../domain/model-catalogue.ts'
import { addMicros, type Micros, zeroMicros } from '../domain/money.ts'
import type { Principal } from '../domain/principal.ts'
import type { Route } from '../domain/route.ts'
import { addUsage, noUsage, type TokenUsage } from '../domain/usage.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { NewId } from '../ports/clock.ts'
import type { ModelCall } from './model-call.ts'

/** What the books know of a question when it has ended. */
export interface Booking {
  readonly answerId: string
  readonly principal: Principal
  readonly catalogue: ModelCatalogue
  readonly calls: readonly ModelCall[]
  readonly route: Route
  readonly outcome: LedgerEntry['outcome']
  readonly cache: Answer['cache']
  /** The tokens that the all-cloud baseline would have paid for, where no call shows them. */
  readonly baselineUsage: TokenUsage
  readonly at: number
  /** Facts for the auditor: kinds, classification, documents. Never text. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** The sums of a question's calls. */
export interface Bill {
  readonly usage: TokenUsage
  readonly costMicros: Micros
  readonly baselineMicros: Micros
}

export type Settle = (
  booking: Booking,
  kept?: { readonly answer: Answer; readonly explanation: Explanation },
) => Promise<void>

/** Writes down a question's calls, its own entry, the audit record and the answer, all or nothing. */
export function createSettle(journal: AnswerJournal, newId: NewId): Settle {
  return (booking, kept) =>
    journal.settle({
      ...kept,
      principalId: booking.principal.id,
      entries: [...booking.calls.map((call) => callEntry(booking, call, newId())), questionEntry(booking, newId())],
      event: auditEvent(booking),
      reservations: booking.calls.map(({ reservation }) => reservation),
    })
}

/** What a question's calls cost, and what the baseline would have cost. */
export function billOf(booking: Pick<Booking, 'calls' | 'catalogue' | 'baselineUsage' | 'at'>): Bill {
  return {
    usage: booking.calls.reduce((sum, call) => addUsage(sum, call.usage), noUsage),
    costMicros: addMicros(...booking.calls.map((call) => callCost(call, booking.catalogue) ?? zeroMicros)),
    baselineMicros: baselineCost(booking.baselineUsage, booking.catalogue, booking.at),
  }
}

function callCost(call: ModelCall, catalogue: ModelCatalogue): Micros | undefined {
  const price = priceOf(catalogue, call.provider.tier, call.provider.model, call.startedAt)
  return price === undefined ? undefined : costOf(call.usage, price)
}

const callOutcomes = { finished: 'answered', failed: 'failed', cancelled: 'cancelled' } as const

function callEntry(booking: Booking, call: ModelCall, id: string): LedgerEntry {
  const cost = callCost(call, booking.catalogue)
  return {
    ...sharedFields(booking, id),
    kind: 'call',
    at: call.startedAt,
    tier: call.provider.tier,
    provider: call.provider.name,
    model: call.provider.model,
    usage: call.usage,
    costMicros: cost ?? zeroMicros,
    baselineMicros: zeroMicros,
    outcome: callOutcomes[call.outcome],
    unpriced: cost === undefined,
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
    baselineMicros: bill.baselineMicros,
    outcome: booking.outcome,
    unpriced: booking.calls.some((call) => callCost(call, booking.catalogue) === undefined),
  }
}

function sharedFields(booking: Booking, id: string) {
  const { team } = booking.principal
  return {
    id,
    answerId: booking.answerId,
    principalId: booking.principal.id,
    ...(team !== undefined && { team }),
    currency: booking.catalogue.currency,
    cache: booking.cache,
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
      calls: booking.calls.map((call) => ({
        tier: call.provider.tier,
        model: call.provider.model,
        outcome: call.outcome,
      })),
      cache: booking.cache,
      ...booking.facts,
    },
  }
}
