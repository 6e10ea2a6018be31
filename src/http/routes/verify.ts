import { Router } from 'express'
import type { Verify } from '../../../ingest/verify/verify.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { verifySchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** The proof that files and index agree, made by the running service, so that its cache is part of it. */
export function verifyRoute(verify: Verify): Router {
  return Router().post('/verify', requireAdmin, async (request, response) => {
    const { source, repair } = readBody(verifySchema, request)
    const left = new AbortController()
    response.on('close', () => left.abort())
    const asked = { ...(source !== undefined && { source }), repair, actor: principalOf(response).id }
    response.json(await verify(asked, () => undefined, left.signal))
  })
}
