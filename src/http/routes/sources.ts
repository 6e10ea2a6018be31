import { Router } from 'express'
import type { DefineSource } from '../../../ingest/sources/define-source.ts'
import type { ListSources } from '../../../ingest/sources/list-sources.ts'
import type { RemoveSource } from '../../../ingest/sources/remove-source.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { sourceSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

const removalTimeLimitMs = 10 * 60 * 1000

export interface SourceRouteParts {
  readonly sources: ListSources
  readonly defineSource: DefineSource
  readonly removeSource: RemoveSource
}

/** Where documents come from. Defining a source ingests nothing; its schedule does, or whoever asks for it. */
export function sourceRoutes({ sources, defineSource, removeSource }: SourceRouteParts): Router {
  return Router()
    .get('/sources', requireAdmin, async (_request, response) => {
      response.json({ sources: await sources.all() })
    })
    .post('/sources', requireAdmin, async (request, response) => {
      const { definition, replace } = readBody(sourceSchema, request)
      const { name } = await defineSource(definition, principalOf(response).id, { replace })
      response.status(201).json(await sources.one(name))
    })
    .get('/sources/:name', requireAdmin, async (request, response) => {
      response.json(await sources.one(String(request.params['name'])))
    })
    .delete('/sources/:name', requireAdmin, async (request, response) => {
      const signal = AbortSignal.timeout(removalTimeLimitMs)
      await removeSource(String(request.params['name']), principalOf(response).id, signal)
      response.status(204).end()
    })
}
