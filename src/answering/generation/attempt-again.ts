import { setTimeout as wait } from 'node:timers/promises'
import { retryPause } from '../../domain/time/retry-pause.ts'
import type { RouteReason } from '../../domain/routing/route.ts'
import { type Attempt, attemptCall, type AttemptParts, type AttemptRequest, type Payer } from './attempt.ts'

const patience = { attempts: 2, firstPauseMs: 400 }

export interface Retrying {
  /** In ms. */
  readonly longestWaitMs: number
  /** Told why. */
  readonly onRetry: (reason: RouteReason) => void
}

/**
 * Makes a call, and once more where its error says that this may help and nothing came of it yet. A model that took too
 * long has used up its patience.
 */
export async function attemptAgain(
  parts: AttemptParts,
  payer: Payer,
  request: AttemptRequest,
  signal: AbortSignal,
  { longestWaitMs, onRetry }: Retrying,
): Promise<Attempt> {
  for (let attempt = 1; ; attempt++) {
    const ended = await attemptCall(parts, payer, request, signal)
    if (!ended.made || ended.error === undefined || ended.hasBegun || ended.error.code === 'model-timeout') return ended
    const pause = retryPause(ended.error, attempt, { ...patience, longestWaitMs })
    if (pause === undefined || signal.aborted) return ended
    onRetry({ code: 'tried-again', detail: `${request.provider.name}: ${ended.error.code}` })
    // A pause that is cut short is followed by an attempt that ends with the reason.
    await wait(pause, undefined, { signal }).catch(() => undefined)
  }
}
