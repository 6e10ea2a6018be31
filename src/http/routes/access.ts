import { Router } from 'express'
import type { ApiKeys } from '../../access/api-keys.ts'
import type { WidgetSites } from '../../access/widget-sites.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { keySchema, siteSchema, widgetTokenSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** API keys, the sites that may embed the widget, and the tokens that their servers fetch. */
export function accessRoutes(keys: ApiKeys, sites: WidgetSites): Router {
  return Router()
    .get('/keys', requireAdmin, async (_request, response) => {
      response.json({ keys: await keys.list() })
    })
    .post('/keys', requireAdmin, async (request, response) => {
      const { name, groups, team } = readBody(keySchema, request)
      const { key, secret } = await keys.create(
        { name, groups, ...(team !== undefined && { team }) },
        principalOf(response).id,
      )
      response.status(201).json({ ...key, secret })
    })
    .delete('/keys/:id', requireAdmin, async (request, response) => {
      await keys.revoke(String(request.params['id']), principalOf(response).id)
      response.status(204).end()
    })
    .get('/widget/sites', requireAdmin, async (_request, response) => {
      response.json({ sites: await sites.list() })
    })
    .post('/widget/sites', requireAdmin, async (request, response) => {
      response.status(201).json(await sites.register(readBody(siteSchema, request), principalOf(response).id))
    })
    .delete('/widget/sites/:id', requireAdmin, async (request, response) => {
      await sites.remove(String(request.params['id']), principalOf(response).id)
      response.status(204).end()
    })
    .post('/widget/tokens', async (request, response) => {
      const { origin } = readBody(widgetTokenSchema, request)
      const requester = principalOf(response)
      if (requester.kind === 'widget') {
        throw new LorekeepError('forbidden', 'A widget token cannot fetch another one.', {
          hint: "The site's own server fetches tokens, with its API key.",
        })
      }
      response.status(201).json(await sites.issueToken(origin, requester))
    })
}
