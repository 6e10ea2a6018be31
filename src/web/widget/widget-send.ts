import type { Send } from '../asking/ask-stream.ts'
import { problemOf, ServiceProblem } from '../asking/service-problem.ts'
import type { TokenSource } from './token-source.ts'

/** `fetch`, as far as the widget needs it. */
export type Fetch = (address: string, init: RequestInit & { readonly cache?: string }) => Promise<Response>

/**
 * Requests to Lorekeep from a page of another site: with a token, without cookies. A token that is
 * refused is renewed once. A browser does not say why a reply from elsewhere was kept from a page,
 * so after none came it is tried whether the service is there at all: if so, it does not know the site.
 *
 * @param script the address of the widget's script, which the service gives to any site
 */
export function widgetSend(script: string, tokens: TokenSource, request: Fetch): Send {
  const root = new URL('api/v1/', script)

  async function attempt(path: string, init: RequestInit, token: string): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    try {
      return await request(new URL(path, root).href, { ...init, headers, credentials: 'omit' })
    } catch (thrown) {
      if (init.signal?.aborted) throw init.signal.reason
      throw (await isThere(init.signal))
        ? new ServiceProblem('site-refused', 'the service is there, but its reply was kept from this page')
        : new ServiceProblem('unreachable', 'there was no reply', { cause: thrown })
    }
  }

  async function isThere(signal: AbortSignal | null | undefined): Promise<boolean> {
    return request(script, { mode: 'no-cors', cache: 'no-store', credentials: 'omit', ...(signal && { signal }) }).then(
      () => true,
      () => false,
    )
  }

  return async (path, init) => {
    const signal = init.signal ?? new AbortController().signal
    const token = await tokens.token(signal)
    let response = await attempt(path, init, token)
    if (response.status === 401) {
      await response.body?.cancel()
      tokens.discard(token)
      response = await attempt(path, init, await tokens.token(signal))
      if (response.status === 401) throw new ServiceProblem('token-refused', 'a new token was refused, too')
    }
    if (response.status !== 403) return response
    const problem = await problemOf(response)
    throw new ServiceProblem('site-refused', problem.message, { status: 403 })
  }
}
