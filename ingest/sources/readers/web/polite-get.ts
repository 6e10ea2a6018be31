import robots from 'robots-parser'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { Login } from '../credentials.ts'
import type { HttpGet, WebReply } from './http-get.ts'

/** Asks web servers the way they want to be asked. */
export interface PoliteGet {
  /**
   * One request, in its turn, repeated when the server asks to come back later.
   * @throws LorekeepError `source-unavailable` at once for a host that failed many times in a row
   */
  get(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebReply>
  /** What robots.txt says (RFC 9309). @throws LorekeepError `source-unavailable` when it cannot be read */
  isAllowed(address: string, signal: AbortSignal): Promise<boolean>
}

export interface PoliteGetParts {
  readonly httpGet: HttpGet
  readonly userAgent: string
  /** Between two requests to a host that wishes for nothing else. */
  readonly pauseMs: number
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  readonly clock: () => number
  /** Sent to these origins and to no others. */
  readonly login?: { readonly origins: ReadonlySet<string>; readonly login: Login }
}

/** The module is the function itself, which its types put one level deeper. */
const parseRobots = robots as unknown as typeof robots.default

interface Host {
  pauseMs: number
  nextAt: number
  failures: number
  robots?: Promise<(address: string) => boolean>
}

const attempts = 3
const longestPauseMs = 60_000
const longestRetryMs = 120_000
const failuresUntilDown = 5
const maxRobotsRedirects = 5
const robotsBytesRead = 500 * 1024
const comeBackLater: ReadonlySet<number> = new Set([429, 503])

export function createPoliteGet(parts: PoliteGetParts): PoliteGet {
  const hosts = new Map<string, Host>()
  const hostOf = (address: string): Host => {
    const { origin } = new URL(address)
    const host = hosts.get(origin) ?? { pauseMs: parts.pauseMs, nextAt: 0, failures: 0 }
    hosts.set(origin, host)
    return host
  }

  async function get(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
    const host = hostOf(address)
    if (host.failures >= failuresUntilDown) throw hostIsDown(address)
    const all = { ...headers, 'User-Agent': parts.userAgent, ...authorisation(address) }
    try {
      for (let attempt = 1; ; attempt += 1) {
        await takeTurn(host, signal)
        const reply = await parts.httpGet(address, all, signal)
        const retryMs = comeBackLater.has(reply.status) ? retryAfter(reply, parts.clock()) : undefined
        if (retryMs === undefined || retryMs > longestRetryMs || attempt === attempts) {
          host.failures = reply.status >= 500 ? host.failures + 1 : 0
          return reply
        }
        await parts.pause(retryMs, signal)
      }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof LorekeepError && error.code === 'source-unavailable') host.failures += 1
      throw error
    }
  }

  async function takeTurn(host: Host, signal: AbortSignal): Promise<void> {
    const waitMs = host.nextAt - parts.clock()
    if (waitMs > 0) await parts.pause(waitMs, signal)
    host.nextAt = parts.clock() + host.pauseMs
  }

  function authorisation(address: string): Readonly<Record<string, string>> {
    const { login } = parts
    if (login === undefined || !login.origins.has(new URL(address).origin)) return {}
    const pair = Buffer.from(`${login.login.name}:${login.login.secret}`).toString('base64')
    return { Authorization: `Basic ${pair}` }
  }

  async function readRobots(address: string, signal: AbortSignal): Promise<(address: string) => boolean> {
    const host = hostOf(address)
    let place = new URL('/robots.txt', address).href
    for (let redirects = 0; ; redirects += 1) {
      const { status, headers, body } = await get(place, {}, signal)
      const target = status >= 300 && status < 400 ? headers.location : undefined
      if (target !== undefined && redirects < maxRobotsRedirects && URL.canParse(target, place)) {
        place = new URL(target, place).href
        continue
      }
      if (status >= 500) throw noRobots(place, status)
      if (status !== 200) return () => true
      const text = new TextDecoder().decode(body.subarray(0, robotsBytesRead))
      const rules = parseRobots(new URL('/robots.txt', address).href, text)
      const delayMs = (rules.getCrawlDelay(parts.userAgent) ?? 0) * 1000
      host.pauseMs = Math.min(Math.max(host.pauseMs, delayMs), longestPauseMs)
      return (page) => rules.isAllowed(page, parts.userAgent) !== false
    }
  }

  return {
    get,
    async isAllowed(address, signal) {
      const host = hostOf(address)
      host.robots ??= readRobots(address, signal)
      try {
        return (await host.robots)(address)
      } catch (error) {
        // Asked again with the next page, until the host counts as down.
        delete host.robots
        throw error
      }
    },
  }
}

/** How long a server asks to wait, in ms (RFC 9110, 10.2.3); a second when it does not say. */
function retryAfter({ headers }: WebReply, now: number): number {
  const value = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? 1000 : Math.max(0, at - now)
}

function noRobots(place: string, status: number): LorekeepError {
  return new LorekeepError('source-unavailable', `${place} was answered with ${status}, so no page may be fetched.`, {
    hint: 'Pages are fetched again once the server gives its robots.txt, or says that there is none.',
  })
}

function hostIsDown(address: string): LorekeepError {
  return new LorekeepError(
    'source-unavailable',
    `${new URL(address).origin} failed ${failuresUntilDown} times in a row.`,
    {
      hint: 'Its pages are tried again in the next run; the last good copies stay in the index.',
    },
  )
}
