import type { Send } from './ask-stream.ts'
import { problemOf, ServiceProblem } from './service-problem.ts'

const replyWithinMs = 20_000

/**
 * Requests below `/api/v1/` of a service on the page's own origin, where a cookie says who is asking.
 *
 * @param home the address of the page that the service serves
 */
export function sendTo(home: string): Send {
  const root = new URL('api/v1/', home)
  return (path, init) => reach(new URL(path, root), init)
}

/**
 * `fetch` that says what no reply at all means.
 *
 * @throws ServiceProblem `unreachable`, or the reason of the aborted signal
 */
async function reach(address: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (thrown) {
    if (init.signal?.aborted) throw init.signal.reason
    throw new ServiceProblem('unreachable', 'there was no reply', { cause: thrown })
  }
}

/**
 * A request with a short reply, which has 20 seconds to arrive.
 *
 * @throws ServiceProblem when the reply is not 2xx, does not come (`unreachable`) or not in time (`silent`)
 */
export async function call(send: Send, path: string, init: RequestInit = {}, signal?: AbortSignal): Promise<Response> {
  const late = AbortSignal.timeout(replyWithinMs)
  try {
    const response = await send(path, { ...init, signal: signal ? AbortSignal.any([signal, late]) : late })
    if (!response.ok) throw await problemOf(response)
    return response
  } catch (thrown) {
    if (late.aborted && !signal?.aborted) throw new ServiceProblem('silent', 'the reply did not come in time')
    throw thrown
  }
}
