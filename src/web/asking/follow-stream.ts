import { readEventStream } from './event-stream.ts'
import { problemOf, ServiceProblem } from './service-problem.ts'

/** What the events of a stream are, for whoever follows it. */
export interface StreamReading<T> {
  /** @returns undefined for an event that this code does not know, which is skipped */
  readonly read: (event: string, data: string) => T | undefined
  readonly isLast: (event: T) => boolean
}

/**
 * Sends a request that is answered by a stream of events, and yields them up to the last one.
 *
 * @param send gives up when its signal aborts
 * @param silenceMs how long the service may say nothing at all, in milliseconds
 * @throws ServiceProblem when the service refuses, when the stream ends without a last event
 *   (`broken-stream`), or when nothing arrives for too long (`silent`)
 * @throws the signal's reason once it is aborted
 */
export async function* followStream<T>(
  send: (signal: AbortSignal) => Promise<Response>,
  { read, isLast }: StreamReading<T>,
  signal: AbortSignal,
  silenceMs: number,
): AsyncGenerator<T, void, undefined> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      silence.abort(new ServiceProblem('silent', `nothing arrived for ${silenceMs} ms`))
    }, silenceMs)
  }

  try {
    heard()
    const response = await send(AbortSignal.any([signal, silence.signal]))
    if (!response.ok) throw await problemOf(response)
    if (!response.body) throw new ServiceProblem('broken-stream', 'the reply has no body')
    for await (const { event, data } of readEventStream(response.body, heard)) {
      const known = read(event, data)
      if (known === undefined) continue
      yield known
      if (isLast(known)) return
    }
    throw new ServiceProblem('broken-stream', 'the stream ended without an end')
  } catch (thrown) {
    if (signal.aborted) throw signal.reason
    if (silence.signal.aborted) throw silence.signal.reason
    if (thrown instanceof ServiceProblem) throw thrown
    throw new ServiceProblem('broken-stream', 'the stream could not be read to its end', { cause: thrown })
  } finally {
    clearTimeout(timer)
  }
}
