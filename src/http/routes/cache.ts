import { Router } from 'express'
import type { CacheUpkeep } from '../../answering/cache/cache-upkeep.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { clearCacheSchema } from '../schemas.ts'
import { readQuery } from '../validate.ts'

export interface CacheRouteParts {
  readonly cacheUpkeep: CacheUpkeep
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly clock: Clock
}

/** `GET /cache` says what is remembered; `DELETE /cache` lets go of answers by document or age. */
export function cacheRoutes({ cacheUpkeep, catalogue, clock }: CacheRouteParts): Router {
  return Router()
    .get('/cache', requireAdmin, async (_request, response) => {
      response.json({ ...(await cacheUpkeep.report()), currency: catalogue.current().currency })
    })
    .delete('/cache', requireAdmin, async (request, response) => {
      const { documentId, olderThan } = readQuery(clearCacheSchema, request)
      const selection = {
        ...(documentId !== undefined && { documentId }),
        ...(olderThan !== undefined && { before: clock() - olderThan }),
      }
      response.json({ removed: await cacheUpkeep.clear(selection, principalOf(response).id) })
    })
}
