import type { AnnounceWarnings } from '../../accounting/budgets/announce-warnings.ts'
import type { BookedEntry, WatchBooks } from '../../accounting/booking/watch-books.ts'
import { addMicros, type Micros } from '../../domain/money.ts'
import { addUsage, noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { AnswerJournal } from '../../ports/answer-journal.ts'
import type { Clock, NewId } from '../../ports/clock.ts'
import type { ModelCall } from '../generation/model-call.ts'
import { type Account, callEntry } from './call-entry.ts'
import { priceOfCall } from './price-of-call.ts'

/** What was asked of models about an answer that is written down already. */
export interface Judging extends Pick<Account, 'answerId' | 'principal' | 'catalogue'> {
  readonly calls: readonly ModelCall[]
  /** Facts for the auditor. Never text. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** What the calls came to. */
export interface JudgingBill {
  readonly usage: TokenUsage
  readonly costMicros: Micros
}

export type SettleJudging = (judging: Judging) => Promise<JudgingBill>

export interface SettleJudgingParts {
  readonly journal: Pick<AnswerJournal, 'settle'>
  readonly newId: NewId
  readonly clock: Clock
  readonly watchBooks: WatchBooks
  readonly announce: AnnounceWarnings
}

/** Writes down the calls with an audit record, all or nothing; the entry of the question stays as it is. */
export function createSettleJudging(parts: SettleJudgingParts): SettleJudging {
  return async ({ answerId, principal, catalogue, calls, facts }) => {
    const account = { answerId, principal, catalogue, cache: 'bypass' } as const
    const booked = calls.map((call): BookedEntry => ({
      entry: callEntry(account, call, parts.newId()),
      ...(call.own !== undefined && { own: call.own }),
    }))
    const called = calls.map(({ provider, outcome }) => ({ tier: provider.tier, model: provider.model, outcome }))
    const warnings = await parts.journal.settle({
      principalId: principal.id,
      entries: booked.map(({ entry }) => entry),
      event: {
        at: parts.clock(),
        actor: principal.id,
        action: 'answer.judged',
        subject: answerId,
        details: { calls: called, ...facts },
      },
      reservations: calls.map(({ reservation }) => reservation),
    })
    parts.announce(warnings)
    await parts.watchBooks(booked)
    return {
      usage: calls.reduce((sum, { usage }) => addUsage(sum, usage), noUsage),
      costMicros: addMicros(...calls.map((call) => priceOfCall(call, catalogue).micros)),
    }
  }
}
