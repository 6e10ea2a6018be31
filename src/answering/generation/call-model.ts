import { isRefusal } from '../../accounting/prices/unbilled-failures.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { ChatEvent, ChatMessage, ChatModelFactory } from '../../ports/chat-model.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { estimateUsage } from './count-usage.ts'
import type { ModelCall } from './model-call.ts'

export interface CallModelParts {
  readonly models: ChatModelFactory
  readonly counter: TokenCounter
  readonly clock: Clock
}

export interface ModelRequest {
  readonly purpose: ModelCall['purpose']
  readonly provider: ModelProvider
  readonly messages: readonly ChatMessage[]
  /** As counted by us, without a margin. */
  readonly promptTokens: number
  /** That of the provider when left out. */
  readonly maxOutputTokens?: number
  readonly reservation: string
  readonly onText: (text: string) => void
  /** Called at the first sign of a reply, before its text. */
  readonly onBegin?: () => void
}

export interface CallEnding {
  readonly call: ModelCall
  readonly finish: Extract<ChatEvent, { type: 'finish' }>['reason']
  /** False for a reply of thoughts alone, which says neither an answer nor that there is none. */
  readonly hasSpoken: boolean
  /** Whether anything was streamed, thoughts included. */
  readonly hasBegun: boolean
  /** True for a call that no provider asks money for. */
  readonly isUnbilled: boolean
  /** How long the first word took, or the first thought; the whole call where neither came. */
  readonly firstWordMs: number
  readonly error?: LorekeepError
}

/** Calls a model once and passes its text on. An expected failure comes back with the call, which is to be booked. */
export async function callModel(
  parts: CallModelParts,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<CallEnding> {
  const { purpose, provider, messages, promptTokens, reservation, onText, onBegin } = request
  const maxOutputTokens = request.maxOutputTokens ?? provider.maxOutputTokens
  const startedAt = parts.clock()
  const received = { text: '', reasoning: '' }
  let firstWordMs: number | undefined
  let reported: TokenUsage | undefined
  let failure: LorekeepError | undefined
  let finish: CallEnding['finish'] = 'stop'
  try {
    for await (const event of parts.models(provider).stream({ messages, maxOutputTokens }, signal)) {
      if (firstWordMs === undefined && (event.type === 'text' || event.type === 'reasoning')) {
        firstWordMs = parts.clock() - startedAt
        onBegin?.()
      }
      if (event.type === 'text') {
        received.text += event.text
        onText(event.text)
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
    failure !== undefined && isRefusal(failure.code) && received.text === '' && received.reasoning === ''
  const own = await estimateUsage(promptTokens, received, provider.model, parts.counter)
  const call: ModelCall = {
    purpose,
    provider,
    messages,
    usage: reported ?? (isUnbilled ? noUsage : own),
    ...(reported !== undefined &&
      failure === undefined && { own: { usage: own, isExact: parts.counter.isExactFor(provider.model) } }),
    outcome: outcomeOf(failure),
    ...(failure !== undefined && { error: `${failure.code}: ${messageOf(failure)}` }),
    startedAt,
    milliseconds: parts.clock() - startedAt,
    reservation,
  }
  const hasSpoken = received.text.trim() !== ''
  const ending = {
    call,
    finish,
    hasSpoken,
    hasBegun: firstWordMs !== undefined,
    isUnbilled: isUnbilled && reported === undefined,
    firstWordMs: firstWordMs ?? call.milliseconds,
  }
  return failure === undefined ? ending : { ...ending, error: failure }
}

function outcomeOf(failure: LorekeepError | undefined): ModelCall['outcome'] {
  if (failure === undefined) return 'finished'
  return failure.code === 'cancelled' ? 'cancelled' : 'failed'
}
