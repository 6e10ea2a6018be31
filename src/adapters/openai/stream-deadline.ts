import { LorekeepError } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/routing/model-catalogue.ts'

/** How long we wait for usage and the end of a stream once the reply itself is complete. */
const afterFinishMs = 5000

/** Nobody reads it: an abort without a reason makes one, with a stack, for every call. */
const replyIsOver = new LorekeepError('cancelled', 'The reply is over.')

/**
 * Cuts a stream off when its caller leaves or when the next word takes too long, and knows which of the two it was.
 * Chunks without words do not count: a server may send them to keep the connection alive.
 */
export class StreamDeadline {
  readonly #provider: ModelProvider
  readonly #controller = new AbortController()
  readonly #caller: AbortSignal
  readonly #leave = (): void => this.#controller.abort()
  #timer: NodeJS.Timeout
  #expired: LorekeepError | undefined

  constructor(provider: ModelProvider, caller: AbortSignal) {
    this.#provider = provider
    this.#caller = caller
    this.#timer = this.#startTimer(provider.firstTokenTimeoutMs, 'first')
    if (caller.aborted) this.#leave()
    else caller.addEventListener('abort', this.#leave, { once: true })
  }

  /** Aborts when the request is to be cut off. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Says what a chunk brought, so that the wait for the next begins. */
  progress(words: boolean, finished: boolean): void {
    if (!words && !finished) return
    clearTimeout(this.#timer)
    const { nextTokenTimeoutMs } = this.#provider
    this.#timer = this.#startTimer(finished ? Math.min(afterFinishMs, nextTokenTimeoutMs) : nextTokenTimeoutMs, 'next')
  }

  /** Why the stream ended: the caller, the time limit, or else the error it ended with. */
  reasonFor(error: LorekeepError): LorekeepError {
    if (this.#caller.aborted) {
      return new LorekeepError('cancelled', `The request to "${this.#provider.name}" was cancelled.`)
    }
    return this.#expired ?? error
  }

  /** Lets go of the connection and the timer. */
  end(): void {
    clearTimeout(this.#timer)
    this.#caller.removeEventListener('abort', this.#leave)
    this.#controller.abort(replyIsOver)
  }

  #startTimer(milliseconds: number, word: 'first' | 'next'): NodeJS.Timeout {
    return setTimeout(() => {
      this.#expired = new LorekeepError(
        'model-timeout',
        `"${this.#provider.name}" did not send its ${word} word within ${milliseconds} ms.`,
        { hint: `Raise the time limit of "${this.#provider.name}", or look into why it is slow.` },
      )
      this.#controller.abort()
    }, milliseconds)
  }
}
