import type { RequestHandler } from 'express'
import type { WidgetSites } from '../access/widget-sites.ts'

/**
 * Lets pages of registered sites call the API with a widget token, and no others. Cookies are never
 * allowed across origins.
 */
export function widgetCors(sites: WidgetSites): RequestHandler {
  return async (request, response, next) => {
    const origin = request.get('origin')
    if (origin !== undefined && (await sites.isRegistered(origin))) {
      response.set('Access-Control-Allow-Origin', origin)
      response.vary('Origin')
      response.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept')
      response.set('Access-Control-Allow-Methods', 'GET, POST')
      response.set('Access-Control-Max-Age', '600')
    }
    if (request.method === 'OPTIONS') {
      response.status(204).end()
      return
    }
    next()
  }
}
