import express, { type RequestHandler } from 'express'
import type { AddressInfo } from 'node:net'
import type { Principal } from '../../../src/domain/access/principal.ts'
import { handleErrors } from '../../../src/http/handle-errors.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import { silentLog } from '../ingest/scripted-ingest.ts'

/** Some routes of the service, without its doors. */
export interface RouteServer {
  readonly address: string
  readonly client: HttpClient
  close(): Promise<void>
}

/** @param caller as whom every request is taken to be signed in */
export async function serveRoutes(caller: () => Principal, ...routes: readonly RequestHandler[]): Promise<RouteServer> {
  const app = express()
    .use((_request, response, next) => {
      response.locals['principal'] = caller()
      next()
    })
    .use(express.json({ limit: '1mb' }))
    .use(...routes)
    .use(handleErrors(silentLog))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    client: createHttpClient(address, ''),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
