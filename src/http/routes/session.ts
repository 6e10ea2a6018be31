import { Router } from 'express'
import type { SignIn } from '../../access/sign-in.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { isAdmin } from '../../domain/access/principal.ts'
import { principalOf, sessionCookie } from '../authenticate.ts'
import { statusOf } from '../problem.ts'

/** `GET /session`: who is signed in. `POST /sign-out` ends it in this browser. */
export function sessionRoutes(): Router {
  return Router()
    .get('/session', (_request, response) => {
      const principal = principalOf(response)
      response.json({ name: principal.name, admin: isAdmin(principal), groups: principal.groups })
    })
    .post('/sign-out', (_request, response) => {
      response.clearCookie(sessionCookie, { path: '/' }).status(204).end()
    })
}

export interface SignInSettings {
  readonly sessionHours: number
  readonly isSecure: boolean
  /** Shown to a browser whose link is not good any more. */
  readonly signInPage: string
}

/** `GET /sign-in?token=…`: trades the one-time token of a sign-in link for a session. */
export function signInRoute(signIn: SignIn, { sessionHours, isSecure, signInPage }: SignInSettings): Router {
  return Router().get('/sign-in', async (request, response) => {
    const { token } = request.query
    const session = await redeem(signIn, typeof token === 'string' ? token : '')
    if (session instanceof LorekeepError) {
      if (request.accepts(['json', 'html']) !== 'html') throw session
      response.status(statusOf[session.code]).sendFile(signInPage)
      return
    }
    response.cookie(sessionCookie, session, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      path: '/',
      maxAge: sessionHours * 3_600_000,
    })
    response.set('Referrer-Policy', 'no-referrer').redirect(303, '/')
  })
}

async function redeem(signIn: SignIn, token: string): Promise<string | LorekeepError> {
  try {
    return await signIn.redeem(token)
  } catch (error) {
    if (error instanceof LorekeepError) return error
    throw error
  }
}
