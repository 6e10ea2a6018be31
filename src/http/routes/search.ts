import { Router } from 'express'
import type { Retrieve } from '../../answering/retrieval/retrieve.ts'
import { principalOf } from '../authenticate.ts'
import { publicPassage } from '../public-passage.ts'
import { searchSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

const searchTimeLimitMs = 30_000

/** `POST /search`: retrieval alone. */
export function searchRoutes(search: Retrieve): Router {
  return Router().post('/search', async (request, response) => {
    const { query, limit, filters } = readBody(searchSchema, request)
    const signal = AbortSignal.timeout(searchTimeLimitMs)
    const passages = await search(query, principalOf(response), filters ?? {}, limit, signal)
    response.json({ query, passages: passages.map(publicPassage) })
  })
}
