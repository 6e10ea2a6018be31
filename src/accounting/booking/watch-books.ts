import type { LedgerEntry } from '../../domain/accounting/ledger-entry.ts'
import type { TokenUsage } from '../../domain/accounting/usage.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Meter } from '../../ports/meter.ts'
import { countDifference, type OwnCount } from './count-difference.ts'

/** An entry that was booked, and what we counted ourselves where the provider reported its tokens. */
export interface BookedEntry {
  readonly entry: LedgerEntry
  readonly own?: OwnCount
}

/** Looks at what was booked. Never fails: the books are written already. */
export type WatchBooks = (booked: readonly BookedEntry[]) => Promise<void>

/** The trail tells an administrator once in this time of the same trouble; log and meter tell of every call. */
const noticeEveryMs = 60 * 60 * 1000

type Alarm = 'price-unknown' | 'counts-differ'

/**
 * Counts what was booked, and raises an alarm for a call without a price and for one whose tokens were reported more
 * than 5 % otherwise than counted here: in the log, in the meter, and in the audit trail. Where we do not have the
 * model's tokenizer our count is an estimate, which the meter says and nobody is alarmed by.
 */
export function createWatchBooks(parts: {
  readonly log: Log
  readonly meter: Meter
  readonly audit: AuditLog
  readonly clock: Clock
}): WatchBooks {
  const noticed = new Map<string, number>()

  const raise = async (alarm: Alarm, entry: LedgerEntry, details: Readonly<Record<string, unknown>>) => {
    const { provider, model, tier } = entry
    parts.meter.count('lorekeep_ledger_alarms_total', { alarm, provider, model })
    parts.log.error(`ledger.${alarm}`, { answerId: entry.answerId, provider, model, tier, ...details })
    const at = parts.clock()
    const key = JSON.stringify([alarm, provider, model])
    if (at - (noticed.get(key) ?? Number.NEGATIVE_INFINITY) < noticeEveryMs) return
    noticed.set(key, at)
    try {
      await parts.audit.append({
        at,
        actor: 'system',
        action: 'ledger.alarm',
        subject: entry.answerId,
        details: { alarm, provider, model, tier, ...details },
      })
    } catch (error) {
      parts.log.error('ledger.alarm-not-audited', { alarm, provider, model, error })
    }
  }

  return async (booked) => {
    for (const { entry, own } of booked) {
      meter(parts.meter, entry)
      if (entry.kind !== 'call') continue
      if (entry.unpriced) await raise('price-unknown', entry, { advice: 'Enter the price in the file of models.' })
      if (own === undefined) continue
      const difference = own.isExact ? countDifference(entry.usage, own.usage) : undefined
      const { provider, model } = entry
      const result = own.isExact ? (difference === undefined ? 'agrees' : 'differs') : 'estimate'
      parts.meter.count('lorekeep_token_counts_total', { provider, model, result })
      if (difference === undefined) continue
      await raise('counts-differ', entry, { ...difference, ...countsOf(entry.usage, own.usage) })
    }
  }
}

function countsOf(reported: TokenUsage, own: TokenUsage) {
  return {
    reported: { prompt: reported.promptTokens, completion: reported.completionTokens },
    counted: { prompt: own.promptTokens, completion: own.completionTokens },
  }
}

function meter(meter: Meter, entry: LedgerEntry): void {
  const { kind, tier, provider, model, outcome, cache, currency, usage } = entry
  if (kind === 'question') {
    meter.count('lorekeep_questions_total', { outcome, tier, cache })
    meter.count('lorekeep_baseline_micros_total', { currency }, entry.baselineMicros)
    for (const [means, micros] of Object.entries(entry.saved)) {
      meter.count('lorekeep_saved_micros', { currency, by: means }, micros)
    }
    return
  }
  const by = { tier, provider, model }
  const cached = Math.min(usage.cachedTokens, usage.promptTokens)
  const reasoning = Math.min(usage.reasoningTokens, usage.completionTokens)
  meter.count('lorekeep_model_calls_total', { ...by, purpose: entry.purpose ?? 'answer', outcome })
  meter.count('lorekeep_cost_micros_total', { ...by, currency }, entry.costMicros)
  meter.count('lorekeep_tokens_total', { ...by, kind: 'input' }, usage.promptTokens - cached)
  meter.count('lorekeep_tokens_total', { ...by, kind: 'cached_input' }, cached)
  meter.count('lorekeep_tokens_total', { ...by, kind: 'output' }, usage.completionTokens - reasoning)
  meter.count('lorekeep_tokens_total', { ...by, kind: 'reasoning' }, reasoning)
}
