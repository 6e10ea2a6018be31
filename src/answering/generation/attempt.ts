import type { ReserveBudget } from '../../accounting/budgets/reserve-budget.ts'
import type { Budget } from '../../domain/accounting/budget.ts'
import type { RouteReason } from '../../domain/routing/route.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { ModelWatch } from '../../routing/model-watch.ts'
import type { ProviderSlots } from '../../routing/provider-slots.ts'
import { type CallEnding, callModel, type CallModelParts, type ModelRequest } from './call-model.ts'
import { countPrompt, withMargin } from './count-usage.ts'
import type { Inquiry } from '../inquiry.ts'
import type { ModelCall } from './model-call.ts'

export interface AttemptParts extends CallModelParts {
  readonly watch: ModelWatch
  readonly slots: ProviderSlots
  readonly reserve: ReserveBudget
  readonly budgets: Pick<BudgetStore, 'release'>
}

/** What a call is made for, and who pays. */
export interface Payer extends Pick<Inquiry, 'answerId' | 'principal' | 'catalogue'> {
  /** Every call is reported here as it ends, also when the question itself fails. */
  readonly onCall: (call: ModelCall) => void
}

export type AttemptRequest = Omit<ModelRequest, 'promptTokens' | 'reservation'>

interface NotMade {
  readonly made: false
  /** Absent where nobody waits for it any more. */
  readonly reason?: RouteReason
  /** The budget that had no room for it. */
  readonly exhausted?: Budget
}

/** A call that was made, however it ended, or why none was. */
export type Attempt = ({ readonly made: true } & CallEnding) | NotMade

/**
 * The one way to a model: it has room for the call, the most that the call can cost is reserved before it, it is reported
 * to be booked after it, and what is to be learned from it about the model is noted.
 */
export async function attemptCall(
  parts: AttemptParts,
  payer: Payer,
  request: AttemptRequest,
  signal: AbortSignal,
): Promise<Attempt> {
  const slot = await parts.slots.take(request.provider, signal)
  if (slot === undefined) return signal.aborted ? { made: false } : notMade('provider-busy', request.provider.name)
  try {
    return await callReserved(parts, payer, request, signal)
  } finally {
    slot.release()
  }
}

async function callReserved(
  parts: AttemptParts,
  payer: Payer,
  request: AttemptRequest,
  signal: AbortSignal,
): Promise<Attempt> {
  const { provider, messages } = request
  const { name, model } = provider
  if (!parts.watch.allows(provider)) {
    return notMade('provider-failed', `${name} failed repeatedly and is left alone for a while`)
  }
  parts.watch.begin(provider)
  const promptTokens = await countPrompt(messages, model, parts.counter)
  const mostTokens = withMargin(promptTokens, parts.counter.isExactFor(model))
  const reservation = await parts.reserve({ ...payer, provider, promptTokens: mostTokens })
  if (!reservation.granted) {
    const { exhausted } = reservation
    const { kind, period, unit, whenExhausted } = exhausted
    const detail = `${kind} budget of the ${period} in ${unit}, at ${name}; then ${whenExhausted}`
    return { ...notMade('budget-exhausted', detail), exhausted }
  }
  if (signal.aborted) {
    await parts.budgets.release(reservation.id)
    return { made: false }
  }
  const ending = await callModel(parts, { ...request, promptTokens, reservation: reservation.id }, signal)
  payer.onCall(ending.call)
  if (ending.isUnbilled) await parts.budgets.release(reservation.id)
  if (ending.error === undefined) parts.watch.succeeded(provider, ending.firstWordMs)
  else if (ending.error.retryable) parts.watch.failed(provider)
  return { made: true, ...ending }
}

function notMade(code: RouteReason['code'], detail: string): NotMade {
  return { made: false, reason: { code, detail } }
}
