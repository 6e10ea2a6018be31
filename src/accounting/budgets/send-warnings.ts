import { usedPercent } from '../../domain/accounting/budget.ts'
import type { BudgetWarning } from '../../domain/accounting/budget-warning.ts'
import { messageOf } from '../../domain/errors.ts'
import type { BudgetWarnings, UnsentWarning } from '../../ports/budget-warnings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { SendWebhook, WebhookMessage } from '../../ports/webhook.ts'
import { eventOf } from './announce-warnings.ts'

export interface WarningSender {
  /** Looks at once for something to send, without waiting for it. */
  wake(): void
  /** Looks again and again, also for what other processes left, until it is closed. Keeps no process alive. */
  watch(): void
  /** Lets what is under way come to its end. */
  close(): Promise<void>
}

export interface WarningSenderParts {
  readonly warnings: BudgetWarnings
  /** Without one nothing is sent. */
  readonly send: SendWebhook | undefined
  readonly currency: () => string
  readonly clock: Clock
  readonly log: Log
  /** How long to wait between looks, in ms; ten seconds when not given. */
  readonly everyMs?: number
}

const leaseMs = 60_000
/** What could not be sent for so long is news no more. */
const givenUpAfterMs = 24 * 60 * 60 * 1000
const firstPauseMs = 10_000
const longestPauseMs = 60 * 60 * 1000
const dayMs = 86_400_000

/** Sends warnings at least once each, beside whatever gave rise to them; what fails is tried again for a day. */
export function createWarningSender(parts: WarningSenderParts): WarningSender {
  const { warnings, send, clock, log, everyMs = 10_000 } = parts
  const closing = new AbortController()
  let timer: ReturnType<typeof setInterval> | undefined
  let underWay: Promise<void> | undefined
  let isWanted = false

  async function sendDue(deliver: SendWebhook): Promise<void> {
    try {
      while (isWanted && !closing.signal.aborted) {
        isWanted = false
        const now = clock()
        for (const warning of await warnings.takeDue(now, leaseMs, now - givenUpAfterMs))
          await sendOne(deliver, warning)
      }
    } catch (error) {
      // The database cannot be written now. Nothing is lost: what is due stays due.
      log.error('budget.warnings-not-read', { reason: messageOf(error) })
    } finally {
      underWay = undefined
    }
  }

  async function sendOne(deliver: SendWebhook, warning: UnsentWarning): Promise<void> {
    const { warningId, attempts } = warning
    try {
      await deliver(messageOfWarning(warning, parts.currency()))
    } catch (error) {
      log.error('budget.warning-not-sent', { warningId, attempts: attempts + 1, reason: messageOf(error) })
      await warnings.noteFailed(warningId, clock() + pauseAfter(attempts))
      return
    }
    await warnings.noteSent(warningId, clock())
  }

  const wake = () => {
    if (send === undefined || closing.signal.aborted) return
    isWanted = true
    underWay ??= sendDue(send)
  }

  return {
    wake,
    watch() {
      if (send === undefined || timer !== undefined) return
      wake()
      timer = setInterval(wake, everyMs)
      timer.unref()
    },
    async close() {
      clearInterval(timer)
      closing.abort()
      await underWay
    },
  }
}

/** Doubled with each attempt, and with a random part so that replicas do not meet. */
function pauseAfter(attempts: number): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** attempts)
  return Math.round(pause * (0.5 + Math.random() / 2))
}

function messageOfWarning(warning: BudgetWarning, currency: string): WebhookMessage {
  const { warningId, kind, id, period, unit, limit, spent, share, periodFrom, at } = warning
  const event = eventOf(warning)
  const body = JSON.stringify({
    event,
    id: warningId,
    at: new Date(at).toISOString(),
    budget: {
      kind,
      id,
      period,
      from: new Date(Math.floor(periodFrom / dayMs) * dayMs).toISOString().slice(0, 10),
      ...(unit === 'money'
        ? { limitMicros: limit, spentMicros: spent, currency }
        : { limitTokens: limit, spentTokens: spent }),
    },
    share,
    usedPercent: usedPercent(warning, spent),
  })
  return { id: warningId, event, body }
}
