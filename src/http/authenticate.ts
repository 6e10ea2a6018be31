import type { Request, RequestHandler, Response } from 'express'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ApiKeys } from '../access/api-keys.ts'
import { administrator, type SignIn } from '../access/sign-in.ts'
import type { WidgetSites } from '../access/widget-sites.ts'
import { LorekeepError } from '../domain/errors.ts'
import { isAdmin, type Principal } from '../domain/access/principal.ts'

export const sessionCookie = 'lorekeep_session'

export interface AuthenticateParts {
  readonly adminToken: string
  readonly keys: ApiKeys
  readonly signIn: SignIn
  readonly sites: WidgetSites
}

/**
 * Finds out on whose behalf a request comes: by a bearer token (admin token, API key, widget token)
 * or by the session cookie of the web page. A cookie counts only for requests that the page itself
 * made, so that another site cannot ride on it.
 * @throws LorekeepError `unauthenticated`, `forbidden`
 */
export function authenticate(parts: AuthenticateParts): RequestHandler {
  return async (request, response, next) => {
    response.locals['principal'] = await identify(parts, request)
    next()
  }
}

/** The principal that `authenticate` found. */
export function principalOf(response: Response): Principal {
  return response.locals['principal'] as Principal
}

/** Lets administrators pass only. */
export const requireAdmin: RequestHandler = (_request, response, next) => {
  if (!isAdmin(principalOf(response))) {
    throw new LorekeepError('forbidden', 'This is for administrators.', {
      hint: 'Use the admin token, or sign in with the link that the service prints.',
    })
  }
  next()
}

/** On whose behalf a request comes. @throws LorekeepError `unauthenticated`, `forbidden` */
export async function identify(parts: AuthenticateParts, request: Request): Promise<Principal> {
  const token = bearerOf(request)
  if (token !== undefined) {
    const principal = isSame(token, parts.adminToken)
      ? administrator
      : ((await parts.keys.principalOf(token)) ?? (await parts.sites.principalOf(token, request.get('origin'))))
    if (principal !== undefined) return principal
    throw new LorekeepError('unauthenticated', 'The token is not valid, has expired, or was revoked.', {
      hint: 'Check the header "Authorization: Bearer …". An administrator creates keys with POST /api/v1/keys.',
    })
  }
  const session = cookieOf(request, sessionCookie)
  const principal = session === undefined ? undefined : await parts.signIn.principalOf(session)
  if (principal === undefined) {
    throw new LorekeepError('unauthenticated', 'Nobody is signed in.', {
      hint: 'Open the sign-in link that the service printed, or send "Authorization: Bearer <token>".',
    })
  }
  refuseForeignPage(request)
  return principal
}

function refuseForeignPage(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.get('origin')
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.get('host'))) return
  throw new LorekeepError('forbidden', `A page of ${origin} may not act with your session.`, {
    hint: 'Use the page of Lorekeep itself, or embed the widget.',
  })
}

function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+)\s*$/i.exec(request.get('authorization') ?? '')?.[1]
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value !== undefined && value !== '') return value
  }
  return undefined
}

/** Compares in a time that says nothing of where the two differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
