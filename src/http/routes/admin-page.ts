import { type Request, Router } from 'express'
import { join } from 'node:path'
import { LorekeepError } from '../../domain/errors.ts'
import { isAdmin, type Principal } from '../../domain/access/principal.ts'
import { type AuthenticateParts, identify } from '../authenticate.ts'
import { statusOf } from '../problem.ts'

/**
 * `GET /admin` for administrators who are signed in; a browser of anybody else gets the page to sign
 * in. Its script and style tell nothing, and are there for everybody.
 */
export function adminPageRoute(parts: AuthenticateParts, webFolder: string): Router {
  return Router()
    .get('/admin', async (request, response) => {
      const visitor = await visitorOf(parts, request)
      if (visitor instanceof LorekeepError) {
        if (request.accepts(['json', 'html']) !== 'html') throw visitor
        response.status(statusOf[visitor.code]).sendFile(join(webFolder, 'static/sign-in.html'), { maxAge: 0 })
        return
      }
      if (!isAdmin(visitor)) throw new LorekeepError('forbidden', 'This page is for administrators.')
      response.sendFile(join(webFolder, 'admin.html'), { maxAge: 0 })
    })
    .get(['/admin.js', '/admin.css'], (request, response) => {
      response.sendFile(join(webFolder, request.path.slice(1)), { maxAge: 0 })
    })
}

async function visitorOf(parts: AuthenticateParts, request: Request): Promise<Principal | LorekeepError> {
  try {
    return await identify(parts, request)
  } catch (error) {
    if (error instanceof LorekeepError && error.code === 'unauthenticated') return error
    throw error
  }
}
