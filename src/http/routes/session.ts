import { Router } from 'express'
import type { SignIn } from '../../access/sign-in.ts'
import { isAdmin } from '../../domain/principal.ts'
import { principalOf, sessionCookie } from '../authenticate.ts'

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

/** `GET /sign-in?token=…`: trades the one-time token of a sign-in link for a session. */
export function signInRoute(signIn: SignIn, sessionHours: number, isSecure: boolean): Router {
  return Router().get('/sign-in', async (request, response) => {
    const { token } = request.query
    const session = await signIn.redeem(typeof token === 'string' ? token : '')
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
