import type { Express } from 'express'
import { readFile } from 'node:fs/promises'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { LorekeepError, messageOf } from '../domain/errors.ts'

export interface ListenSettings {
  readonly host: string
  readonly port: number
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
}

export interface Listening {
  /** Where a browser on this machine finds the service. */
  readonly url: string
  /** Stops taking requests, lets running ones finish for a while, then cuts them. */
  close(): Promise<void>
}

const drainMs = 5000

/** Serves an app. @throws LorekeepError `port-in-use`, `bad-configuration` */
export async function listen(app: Express, settings: ListenSettings): Promise<Listening> {
  const server =
    settings.tls === undefined ? createHttpServer(app) : createHttpsServer(await readTls(settings.tls), app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, settings)))
    server.listen(settings.port, settings.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const shownHost = settings.host === '0.0.0.0' || settings.host === '::' ? '127.0.0.1' : settings.host
  const host = shownHost.includes(':') ? `[${shownHost}]` : shownHost
  return { url: `${settings.tls === undefined ? 'http' : 'https'}://${host}:${port}`, close: () => close(server) }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), drainMs)
  await closed
  clearTimeout(cut)
}

function listenError(error: NodeJS.ErrnoException, { host, port }: ListenSettings): LorekeepError {
  if (error.code === 'EADDRINUSE') {
    return new LorekeepError('port-in-use', `Port ${port} on ${host} is already in use.`, {
      hint: 'Stop the other program (perhaps another Lorekeep), or choose a port: PORT=8081 npm start',
      cause: error,
    })
  }
  return new LorekeepError('bad-configuration', `Cannot listen on ${host}:${port}: ${error.message}.`, {
    hint: 'Check HOST and PORT; ports below 1024 need special rights.',
    cause: error,
  })
}

async function readTls(tls: { readonly certFile: string; readonly keyFile: string }) {
  try {
    const [cert, key] = await Promise.all([readFile(tls.certFile), readFile(tls.keyFile)])
    return { cert, key }
  } catch (error) {
    throw new LorekeepError('bad-configuration', `The TLS certificate or key cannot be read: ${messageOf(error)}.`, {
      hint: 'Check TLS_CERT_FILE and TLS_KEY_FILE.',
      cause: error,
    })
  }
}
