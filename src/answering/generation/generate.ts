import type { RouteReason } from '../../domain/routing/route.ts'
import { type Budget, strictestOf } from '../../domain/accounting/budget.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { Vault } from '../../privacy/vault.ts'
import { askAnew } from './ask-anew.ts'
import type { AttemptParts, Payer } from './attempt.ts'
import { type Continuation, goOn } from '../continuation/go-on.ts'
import { type Broken, failureOf, type Round } from './generation-round.ts'
import type { ModelCall } from './model-call.ts'
import type { ReplyPresenter } from '../presentation/present-reply.ts'
import type { PresentedAnswer } from '../presentation/presented-answer.ts'
import type { ReplyMaterial } from '../together/shared-prompt.ts'
import { type TimeLimit, withTimeLimit } from './time-limit.ts'

export interface GenerateTask extends Payer {
  readonly candidates: readonly ModelProvider[]
  /** How long all of it may take, in ms. */
  readonly timeLimitMs: number
  /** How long the first candidate may be silent before the next one is asked as well; never where undefined. */
  readonly hedgeAfterMs: number | undefined
  /** The messages that a provider may see, by where it stands. */
  readonly messagesFor: (provider: ModelProvider) => readonly ChatMessage[]
  /**
   * A fresh presenter for each attempt; told which provider it presents, and with which vault the messages were redacted
   * where it is not that of the conversation.
   */
  readonly present: (provider: ModelProvider, failed: readonly RouteReason[], vault?: Vault) => ReplyPresenter
  /** What a provider is sent to go on from what was said; undefined where it may not see that. */
  readonly continueFrom: (provider: ModelProvider, said: string) => Promise<Continuation | undefined>
  /** Holds a finished answer against its evidence; undefined when nothing is left of it. */
  readonly check: (answer: PresentedAnswer) => Promise<PresentedAnswer | undefined>
  /** What the messages were made of; absent for a question that must be put by itself. */
  readonly material?: ReplyMaterial
  /** Whether an answer with sentences that nothing carries is left for the next candidate, once. */
  readonly answersAgain: boolean
}

export type Generation =
  | {
      readonly status: 'answered'
      readonly provider: ModelProvider
      readonly answer: PresentedAnswer
      /** Calls that broke off in the middle of it; the provider finished what they began. */
      readonly brokenOff: readonly ModelCall[]
      readonly failed: readonly RouteReason[]
    }
  | { readonly status: 'not-found'; readonly provider: ModelProvider; readonly failed: readonly RouteReason[] }
  /** Every candidate failed, none had a budget, or nothing of an answer was left, before anything was shown. */
  | { readonly status: 'no-provider'; readonly failed: readonly RouteReason[] }
  /** A budget has no room, and whoever set it wants an error then. */
  | { readonly status: 'stopped'; readonly exhausted: Budget; readonly failed: readonly RouteReason[] }

export type Generate = (task: GenerateTask, signal: AbortSignal) => Promise<Generation>

/**
 * Tries the candidates in order until one finishes. A candidate that fails before the reader saw anything gives way to
 * the next; what one broke off later, the next goes on with. Where a budget has no room for a call, its policy says
 * whether others are asked. The task ends with an error when nobody is left for that, or no time.
 */
export function createGenerate(parts: AttemptParts): Generate {
  return (task, signal) => withTimeLimit(task.timeLimitMs, signal, (limit) => tryInOrder(parts, task, limit, signal))
}

async function tryInOrder(
  parts: AttemptParts,
  task: GenerateTask,
  limit: TimeLimit,
  caller: AbortSignal,
): Promise<Generation> {
  const round: Round = { parts, task, limit, left: [...task.candidates], told: [], exhausted: [] }
  const { left, told } = round
  let broken: Broken | undefined
  let earlier: Held | undefined
  const answered = ({ provider, answer, presenter }: Held): Generation => {
    presenter.release(answer)
    return { status: 'answered', provider, answer, brokenOff: broken?.calls ?? [], failed: told }
  }
  for (let next = left.shift(); next !== undefined && !limit.isOver(); next = left.shift()) {
    const turn = broken === undefined ? await askAnew(round, next) : await goOn(round, next, broken)
    if (caller.aborted) throw new LorekeepError('cancelled', 'The question was cancelled.')
    if (turn === undefined && round.exhausted.some(({ whenExhausted }) => whenExhausted !== 'cheaper')) break
    if (turn === undefined) continue
    const { provider, presenter, attempt } = turn
    const { error, finish } = attempt
    if (error !== undefined) {
      const isSeen = presenter.hasShown && attempt.hasSpoken
      if (isSeen) broken = { provider, presenter, error, calls: [...(broken?.calls ?? []), attempt.call] }
      else if (!limit.isOver()) told.push(failureOf(provider, error.code))
      continue
    }
    const answer = presenter.end()
    const checked = answer === undefined ? undefined : await task.check(answer)
    if (checked !== undefined) {
      const held = { provider, answer: checked, presenter }
      const doubts = doubtsOf(checked)
      if (earlier !== undefined) return answered(doubts > doubtsOf(earlier.answer) ? earlier : held)
      if (!task.answersAgain || doubts === 0 || left.length === 0) return answered(held)
      earlier = held
      told.push({ code: 'answered-again', detail: `${provider.name}: ${doubts} sentences without evidence` })
      continue
    }
    if (earlier !== undefined) return answered(earlier)
    if (answer !== undefined) {
      told.push({ code: 'nothing-supported', detail: provider.name })
      return { status: 'no-provider', failed: told }
    }
    if (finish === 'stop' && attempt.hasSpoken) return { status: 'not-found', provider, failed: told }
    told.push(failureOf(provider, `ended without an answer (${finish})`))
  }
  if (earlier !== undefined) return answered(earlier)
  if (broken !== undefined) throw limit.isOver() ? tookTooLong(task.timeLimitMs) : broken.error
  if (limit.isOver()) told.push({ code: 'time-limit', detail: secondsOf(task.timeLimitMs) })
  const exhausted = strictestOf(round.exhausted)
  return exhausted?.whenExhausted === 'stop'
    ? { status: 'stopped', exhausted, failed: told }
    : { status: 'no-provider', failed: told }
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

function tookTooLong(milliseconds: number): LorekeepError {
  return new LorekeepError('model-timeout', `The answer was not complete after ${secondsOf(milliseconds)}.`, {
    hint: 'Ask again, or raise timeLimitSeconds in the file of models.',
  })
}

function secondsOf(milliseconds: number): string {
  return `${Math.max(0, Math.round(milliseconds / 1000))} s`
}
