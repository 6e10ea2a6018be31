import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { LorekeepError, messageOf } from '../../../../src/domain/errors.ts'
import { createCheckedLookup, refuseLiteral, type ResolveHost } from './checked-lookup.ts'

/** An answer of a web server, not yet judged by its status. */
export interface WebReply {
  readonly status: number
  readonly headers: Readonly<IncomingHttpHeaders>
  readonly body: Uint8Array
}

export interface HttpGet {
  /**
   * One request; redirects are answers like others.
   * @throws LorekeepError `forbidden` for an address that must not be fetched, `source-unavailable`, `too-large`
   */
  (address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebReply>
  /** Closes the connections that are kept open. */
  close(): void
}

export interface HttpGetSettings {
  readonly allowPrivate: boolean
  readonly resolve: ResolveHost
  readonly maxBytes: number
  /** Without a byte for so long, a server counts as gone. */
  readonly silenceMs: number
  readonly totalMs: number
}

/** Where web servers listen that are meant for everybody; other ports may belong to anything. */
const publicPorts: ReadonlySet<string> = new Set(['', '80', '443', '8080', '8443'])
const firstFreePort = 1024

/** Fetches pages over http and https from addresses that may be reached, and from no others. */
export function createHttpGet(settings: HttpGetSettings): HttpGet {
  const lookup = createCheckedLookup(settings.resolve, settings.allowPrivate)
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }

  const get = async (address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const url = new URL(address)
    refuseTarget(url, settings.allowPrivate)
    const timeLimit = AbortSignal.timeout(settings.totalMs)
    const ended = AbortSignal.any([signal, timeLimit])
    try {
      const response = await send(url, headers, ended)
      const body = await readBody(response, address, settings.maxBytes, ended)
      return { status: response.statusCode ?? 0, headers: response.headers, body }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof LorekeepError) throw error
      const reason = timeLimit.aborted ? `it took longer than ${settings.totalMs / 1000} s` : messageOf(error)
      throw unavailable(address, reason, error)
    }
  }

  const send = (url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const isSecure = url.protocol === 'https:'
      const options = {
        lookup,
        signal,
        timeout: settings.silenceMs,
        agent: isSecure ? agents.https : agents.http,
        headers: { 'Accept-Encoding': 'gzip, br', ...headers },
      }
      const outgoing = (isSecure ? httpsRequest : httpRequest)(url, options, resolve)
      outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer for ${settings.silenceMs / 1000} s`)))
      outgoing.once('error', reject)
      outgoing.end()
    })

  return Object.assign(get, {
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  })
}

function refuseTarget(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new LorekeepError('forbidden', `${url.href} is not an address of a web page.`, {
      hint: 'Pages are fetched over http and https only.',
    })
  }
  const isUsual = publicPorts.has(url.port) || (allowPrivate && Number(url.port) >= firstFreePort)
  if (!isUsual) {
    throw new LorekeepError('forbidden', `Port ${url.port} of ${url.hostname} is not one of web pages.`, {
      hint: 'Ports 80, 443, 8080 and 8443 are fetched from; with --allow-private also those from 1024.',
    })
  }
  refuseLiteral(url.hostname, allowPrivate)
}

async function readBody(
  response: IncomingMessage,
  address: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  const collect = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(address, maxBytes)
      parts.push(chunk)
    }
  }
  const decoder = decoderFor(response.headers['content-encoding'])
  if (decoder === undefined) await pipeline(response, collect, { signal })
  else await pipeline(response, decoder, collect, { signal })
  return Buffer.concat(parts)
}

function decoderFor(encoding: string | undefined): Transform | undefined {
  const decoders: Readonly<Record<string, () => Transform>> = {
    'gzip': createGunzip,
    'x-gzip': createGunzip,
    'deflate': createInflate,
    'br': createBrotliDecompress,
  }
  return decoders[encoding?.trim().toLowerCase() ?? '']?.()
}

function unavailable(address: string, reason: string, cause: unknown): LorekeepError {
  return new LorekeepError('source-unavailable', `${address} cannot be fetched: ${reason}.`, {
    hint: 'Check the address and the connection; the last good copy stays in the index.',
    cause,
  })
}

function tooLarge(address: string, maxBytes: number): LorekeepError {
  return new LorekeepError('too-large', `${address} is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`, {
    hint: 'Put the file into a folder and ingest that instead.',
  })
}
