import type { Endpoint, Route } from './endpoint.ts'
import type { Exchange } from './exchange.ts'
import type { RecordedRequest } from './recorded-requests.ts'
import { invalidRequest, VendorError } from './vendor-error.ts'

/** Takes one request from its first byte to the end of its answer. */
export async function serveRequest(
  exchange: Exchange,
  apiKey: string | undefined,
  endpoints: Readonly<Record<string, Endpoint>>,
  routes: readonly Route[],
): Promise<void> {
  await exchange.receiveBody()
  try {
    const endpoint = findRoute(exchange.record, routes) ?? findEndpoint(exchange.record, endpoints)
    requireKey(exchange.record, apiKey)
    await endpoint.serve(exchange)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    await exchange.sendError(error)
  }
}

function findRoute({ method, path }: RecordedRequest, routes: readonly Route[]): Pick<Endpoint, 'serve'> | undefined {
  const route = routes.find((one) => one.method === method && one.path.test(path))
  return route && { serve: (exchange) => route.serve(exchange, route.path.exec(path)?.[1] ?? '') }
}

function findEndpoint(recorded: RecordedRequest, endpoints: Readonly<Record<string, Endpoint>>): Endpoint {
  const { method, path } = recorded
  const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined
  if (endpoint === undefined) throw invalidRequest(404, `Invalid URL (${method} ${path})`, null)
  if (endpoint.method === method) return endpoint
  throw invalidRequest(
    405,
    `Not allowed to ${method} on ${path}. (HINT: Perhaps you meant to use a different HTTP method?)`,
    'method_not_supported',
  )
}

function requireKey(recorded: RecordedRequest, apiKey: string | undefined): void {
  const { authorization, 'api-key': azureKey } = recorded.headers
  if (apiKey === undefined || authorization === `Bearer ${apiKey}` || azureKey === apiKey) return
  const message =
    recorded.headers.authorization === undefined
      ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
      : 'Incorrect API key provided.'
  throw invalidRequest(401, message, 'invalid_api_key')
}
