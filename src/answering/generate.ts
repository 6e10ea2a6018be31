import type { ReserveBudget } from '../accounting/reserve-budget.ts'
import type { ModelCatalogue, ModelProvider } from '../domain/model-catalogue.ts'
import type { Principal } from '../domain/principal.ts'
import type { RouteReason } from '../domain/route.ts'
import type { ChatMessage } from '../ports/chat-model.ts'
import type { ModelWatch } from '../routing/model-watch.ts'
import { callModel, type CallModelParts } from './call-model.ts'
import { countPrompt, withMargin } from './count-usage.ts'
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
  /** Holds a finished answer against its evidence; undefined when nothing is left of it. */
  readonly check: (answer: PresentedAnswer) => Promise<PresentedAnswer | undefined>
  /** Whether an answer with sentences that nothing carries is left for the next candidate, once. */
  readonly answersAgain: boolean
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
  /** Every candidate failed, none had a budget, or nothing of an answer was left, before anything was shown. */
  | { readonly status: 'no-provider'; readonly failed: readonly RouteReason[] }

export type Generate = (task: GenerateTask, signal: AbortSignal) => Promise<Generation>

export interface GenerateParts extends CallModelParts {
  readonly watch: ModelWatch
  readonly reserve: ReserveBudget
}

/**
 * Tries the candidates in order until one finishes. The most a call can cost is reserved before it.
 * A candidate that fails before the reader saw anything gives way to the next; one that breaks off
 * later ends the task with its error, since a reply cannot be begun twice.
 */
export function createGenerate(parts: GenerateParts): Generate {
  return async (task, signal) => {
    const failed: RouteReason[] = []
    let earlier: Held | undefined
    const answered = ({ provider, answer, presenter }: Held): Generation => {
      presenter.release(answer)
      return { status: 'answered', provider, answer, failed }
    }
    for (const [index, provider] of task.candidates.entries()) {
      const messages = task.messagesFor(provider)
      const promptTokens = await countPrompt(messages, provider.model, parts.counter)
      const reservation = await parts.reserve({
        ...task,
        provider,
        promptTokens: withMargin(promptTokens, parts.counter.isExactFor(provider.model)),
      })
      if (!reservation.granted) {
        const { kind, period } = reservation.exhausted
        failed.push({ code: 'budget-exhausted', detail: `${kind} budget of the ${period}, at ${provider.name}` })
        continue
      }
      const presenter = task.present(provider, [...failed])
      parts.watch.begin(provider)
      const { call, error, finish, hasSpoken, firstWordMs } = await callModel(
        parts,
        {
          purpose: 'answer',
          provider,
          messages,
          promptTokens,
          reservation: reservation.id,
          onText: (text) => presenter.push(text),
        },
        signal,
      )
      task.onCall(call)
      if (error === undefined) {
        parts.watch.succeeded(provider, firstWordMs)
        const answer = presenter.end()
        const checked = answer === undefined ? undefined : await task.check(answer)
        if (checked !== undefined) {
          const held = { provider, answer: checked, presenter }
          const doubts = doubtsOf(checked)
          if (earlier !== undefined) return answered(doubts > doubtsOf(earlier.answer) ? earlier : held)
          if (!task.answersAgain || doubts === 0 || index + 1 === task.candidates.length) return answered(held)
          earlier = held
          failed.push({ code: 'answered-again', detail: `${provider.name}: ${doubts} sentences without evidence` })
          continue
        }
        if (earlier !== undefined) return answered(earlier)
        if (answer !== undefined) {
          failed.push({ code: 'nothing-supported', detail: provider.name })
          return { status: 'no-provider', failed }
        }
        if (finish === 'stop' && hasSpoken) return { status: 'not-found', provider, failed }
        failed.push({ code: 'provider-failed', detail: `${provider.name}: ended without an answer (${finish})` })
        continue
      }
      if (error.code === 'cancelled') throw error
      if (error.retryable) parts.watch.failed(provider)
      if (presenter.hasShown) throw error
      failed.push({ code: 'provider-failed', detail: `${provider.name}: ${error.code}` })
    }
    return earlier === undefined ? { status: 'no-provider', failed } : answered(earlier)
  }
}

/** An answer that waits to be shown. */
interface Held {
  readonly provider: ModelProvider
  readonly answer: PresentedAnswer
  readonly presenter: ReplyPresenter
}

/** How many sentences nothing carries. */
function doubtsOf({ sentences = [] }: PresentedAnswer): number {
  return sentences.filter(({ support }) => support === 'unsupported').length
}
