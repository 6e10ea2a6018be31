import type { ReserveBudget } from '../accounting/reserve-budget.ts'
import { type ErrorCode, LorekeepError, messageOf } from '../domain/errors.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/model-catalogue.ts'
import type { Principal } from '../domain/principal.ts'
import type { RouteReason } from '../domain/route.ts'
import { noUsage, type TokenUsage } from '../domain/usage.ts'
import type { ChatEvent, ChatMessage, ChatModelFactory } from '../ports/chat-model.ts'
import type { Clock } from '../ports/clock.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import type { CircuitBreaker } from '../routing/circuit-breaker.ts'
import { countPrompt, estimateUsage, withMargin } from './count-usage.ts'
import type { ModelCall } from './model-call.ts'
import type { ReplyPresenter } from './present-reply.ts'
import type { PresentedAnswer } from './presented-answer.ts'

export interface GenerateTask {
  readonly answerId: string
  readonly principal: Principal
  readonly catalogue: ModelCatalogue
  readonly candidates: readonly ModelProvider[]
  /** The messages that a provider may see, by where it stands. */
  readonly messagesFor: (provider: ModelProvider) => readonly ChatMessage[]
  /** A fresh presenter for each attempt; told which provider it presents. */
  readonly present: (provider: ModelProvider, failed: readonly RouteReason[]) => ReplyPresenter
  /** Every call is reported here as it ends, also when the task itself fails. */
  readonly onCall: (call: ModelCall) => void
}

export type Generation =
  | {
      readonly status: 'answered'
      readonly provider: ModelProvider
      readonly answer: PresentedAnswer
      readonly failed: readonly RouteReason[]
    }
  | { readonly status: 'not-found'; readonly provider: ModelProvider; readonly failed: readonly RouteReason[] }
  /** Every candidate failed, or none had a budget, before anything was shown. */
  | { readonly status: 'no-provider'; readonly failed: readonly RouteReason[] }

export type Generate = (task: GenerateTask, signal: AbortSignal) => Promise<Generation>

export interface GenerateParts {
  readonly models: ChatModelFactory
  readonly breaker: CircuitBreaker
  readonly reserve: ReserveBudget
  readonly counter: TokenCounter
  readonly clock: Clock
}

/**
 * Tries the candidates in order until one finishes. The most a call can cost is reserved before it.
 * A candidate that fails before the reader saw anything gives way to the next; one that breaks off
 * later ends the task with its error, since a reply cannot be begun twice.
 */
export function createGenerate(parts: GenerateParts): Generate {
  return async (task, signal) => {
    const failed: RouteReason[] = []
    for (const provider of task.candidates) {
      const messages = task.messagesFor(provider)
      const promptTokens = withMargin(await countPrompt(messages, provider.model, parts.counter))
      const reservation = await parts.reserve({ ...task, provider, promptTokens })
      if (!reservation.granted) {
        const { kind, period } = reservation.exhausted
        failed.push({ code: 'budget-exhausted', detail: `${kind} budget of the ${period}, at ${provider.name}` })
        continue
      }
      const presenter = task.present(provider, [...failed])
      parts.breaker.begin(provider.name)
      const { call, error, finish, hasSpoken } = await callModel(
        parts,
        provider,
        messages,
        presenter,
        reservation.id,
        signal,
      )
      task.onCall(call)
      if (error === undefined) {
        parts.breaker.succeeded(provider.name)
        const answer = presenter.end()
        if (answer !== undefined) return { status: 'answered', provider, answer, failed }
        if (finish === 'stop' && hasSpoken) return { status: 'not-found', provider, failed }
        failed.push({ code: 'provider-failed', detail: `${provider.name}: ended without an answer (${finish})` })
        continue
      }
      if (error.code === 'cancelled') throw error
      if (error.retryable) parts.breaker.failed(provider.name)
      if (presenter.hasShown) throw error
      failed.push({ code: 'provider-failed', detail: `${provider.name}: ${error.code}` })
    }
    return { status: 'no-provider', failed }
  }
}

type Finish = Extract<ChatEvent, { type: 'finish' }>['reason']

interface CallEnding {
  readonly call: ModelCall
  readonly finish: Finish
  /** False for a reply of thoughts alone, which says neither an answer nor that there is none. */
  readonly hasSpoken: boolean
  readonly error?: LorekeepError
}

/** Failures before the first word that no provider bills; after a time-out or a cancelled call it may. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'model-unavailable',
  'model-rejected',
  'model-context-exceeded',
  'rate-limited',
])

async function callModel(
  parts: GenerateParts,
  provider: ModelProvider,
  messages: readonly ChatMessage[],
  presenter: ReplyPresenter,
  reservation: string,
  signal: AbortSignal,
): Promise<CallEnding> {
  const startedAt = parts.clock()
  const received = { text: '', reasoning: '' }
  let reported: TokenUsage | undefined
  let failure: LorekeepError | undefined
  let finish: Finish = 'stop'
  try {
    for await (const event of parts
      .models(provider)
      .stream({ messages, maxOutputTokens: provider.maxOutputTokens }, signal)) {
      if (event.type === 'text') {
        received.text += event.text
        presenter.push(event.text)
      } else if (event.type === 'reasoning') {
        received.reasoning += event.text
      } else if (event.type === 'usage') {
        reported = event.usage
      } else {
        finish = event.reason
      }
    }
  } catch (error) {
    if (!(error instanceof LorekeepError)) throw error
    failure = error
  }
  const isUnbilled =
    failure !== undefined && refusals.has(failure.code) && received.text === '' && received.reasoning === ''
  const usage = reported ?? (await estimateUsage(messages, received, provider.model, parts.counter))
  const call: ModelCall = {
    provider,
    messages,
    usage: isUnbilled && reported === undefined ? noUsage : usage,
    outcome: outcomeOf(failure),
    ...(failure !== undefined && { error: `${failure.code}: ${messageOf(failure)}` }),
    startedAt,
    milliseconds: parts.clock() - startedAt,
    reservation,
  }
  const hasSpoken = received.text.trim() !== ''
  return failure === undefined ? { call, finish, hasSpoken } : { call, finish, hasSpoken, error: failure }
}

function outcomeOf(failure: LorekeepError | undefined): ModelCall['outcome'] {
  if (failure === undefined) return 'finished'
  return failure.code === 'cancelled' ? 'cancelled' : 'failed'
}
