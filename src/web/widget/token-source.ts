import { ServiceProblem } from '../asking/service-problem.ts'

/** Hands out the token that requests are sent with. */
export interface TokenSource {
  /**
   * A token that is not known to have expired. Callers that ask at the same time share one request.
   *
   * @throws ServiceProblem `token-refused` when the page's server does not hand one out
   */
  token(signal: AbortSignal): Promise<string>
  /** Makes the next call fetch a new token, unless that has happened since this one was handed out. */
  discard(token: string): void
}

interface Token {
  readonly token: string
  /** Milliseconds since the epoch, or a date in ISO 8601. */
  readonly expiresAt: number | string
}

const renewBeforeMs = 15_000
const replyWithinMs = 15_000

/**
 * Fetches tokens from the page's own server, which knows who is signed in there.
 *
 * @param now the time in milliseconds since the epoch
 */
export function createTokenSource(
  tokenUrl: string,
  request: (address: string, init: RequestInit) => Promise<Response>,
  now: () => number,
): TokenSource {
  let current: Token | undefined
  let pending: Promise<Token> | undefined

  async function renew(): Promise<Token> {
    try {
      const response = await request(tokenUrl, {
        method: 'POST',
        credentials: 'same-origin',
        signal: AbortSignal.timeout(replyWithinMs),
      })
      if (!response.ok) throw new ServiceProblem('token-refused', `the token address answered ${response.status}`)
      const token = (await response.json()) as Token
      if (typeof token.token !== 'string') throw new ServiceProblem('token-refused', 'the reply holds no token')
      current = token
      return token
    } catch (thrown) {
      if (thrown instanceof ServiceProblem) throw thrown
      throw new ServiceProblem('token-refused', 'the token address did not answer with a token', { cause: thrown })
    } finally {
      pending = undefined
    }
  }

  return {
    async token(signal) {
      if (current && new Date(current.expiresAt).getTime() - renewBeforeMs <= now()) current = undefined
      const { token } = current ?? (await (pending ??= renew()))
      signal.throwIfAborted()
      return token
    },
    discard(token) {
      if (current?.token === token) current = undefined
    },
  }
}
