import type { Answer } from '../domain/answer.ts'
import type { Principal } from '../domain/principal.ts'
import type { Ask, AskRequest } from './ask-request.ts'

/** How a question ended: with an answer, or with what was thrown. */
export type QuestionEnd = { readonly answer: Answer } | { readonly error: unknown }

export interface AnswerManyOptions {
  /** Awaited before a question is begun; what it throws ends the whole. */
  readonly beforeEach: (index: number, signal: AbortSignal) => Promise<void>
  /** Awaited; what it throws ends the whole. */
  readonly onEnd: (index: number, end: QuestionEnd) => Promise<void>
}

/**
 * Answers questions on behalf of one principal, a few at a time. One that fails does not hold up the others.
 * @throws what `beforeEach` and `onEnd` throw; the signal's reason once it is aborted
 */
export type AnswerMany = (
  requests: readonly AskRequest[],
  principal: Principal,
  options: AnswerManyOptions,
  signal: AbortSignal,
) => Promise<void>

/** How many questions are under way at once. */
const atOnce = 2

export function createAnswerMany(ask: Ask): AnswerMany {
  return async (requests, principal, { beforeEach, onEnd }, signal) => {
    const stopped = new AbortController()
    const either = AbortSignal.any([signal, stopped.signal])
    const queue = requests.entries()
    const work = async () => {
      for (const [index, request] of queue) {
        await beforeEach(index, either)
        either.throwIfAborted()
        const end = await ask(request, principal, () => undefined, either).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        )
        if ('error' in end) either.throwIfAborted()
        await onEnd(index, end)
      }
    }
    const workers = Array.from({ length: atOnce }, () =>
      work().catch((error: unknown) => {
        stopped.abort(error)
        throw error
      }),
    )
    const ended = await Promise.allSettled(workers)
    signal.throwIfAborted()
    if (ended.some(({ status }) => status === 'rejected')) throw stopped.signal.reason
  }
}
