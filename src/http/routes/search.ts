import { Router } from 'express'
import type { Retrieve, RetrievedPassage } from '../../answering/retrieve.ts'
import type { Passage } from '../../domain/passage.ts'
import { principalOf } from '../authenticate.ts'
import { searchSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** What a search answers for each passage. */
export type PublicPassage = Omit<Passage, 'chunkId' | 'sourceName' | 'accessLabel'>

const searchTimeLimitMs = 30_000

/** `POST /search`: retrieval alone. */
export function searchRoutes(retrieve: Retrieve): Router {
  return Router().post('/search', async (request, response) => {
    const { query, limit, filters } = readBody(searchSchema, request)
    const signal = AbortSignal.timeout(searchTimeLimitMs)
    const passages = await retrieve(query, principalOf(response), filters ?? {}, limit, signal)
    response.json({ query, passages: passages.map(publicPassage) })
  })
}

/** A passage without what is nobody's business outside. */
export function publicPassage(passage: RetrievedPassage): PublicPassage {
  const {
    chunkId: _chunk,
    sourceName: _source,
    accessLabel: _label,
    dense: _dense,
    keyword: _keyword,
    ...rest
  } = passage
  return rest
}
