import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import type { CheckedExplanation } from '../../../src/domain/answers/explanation.ts'

/** One step of a scripted stream: an event, or an end that is not one of an answer. */
export type Step =
  | { readonly event: string; readonly data: unknown }
  | { readonly wait: number }
  /** Ends the stream as if it were complete. */
  | 'end'
  /** Breaks the connection. */
  | 'cut'
  /** Says nothing more until the client leaves. */
  | 'hold'

/** How a question is answered: by a stream, or by a refusal before it. */
export type Script =
  | { readonly steps: readonly Step[] }
  | { readonly status: number; readonly problem: Readonly<Record<string, unknown>> }

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<IncomingMessage['headers']>
  readonly body: string
}

export interface FakeLorekeepSettings {
  readonly webFolder: string
  readonly script: (question: string) => Script
  readonly answers?: readonly Answer[]
  readonly explanations?: Readonly<Record<string, CheckedExplanation>>
  /** The texts of documents by id; one that is not here is answered with 404. */
  readonly documents?: Readonly<
    Record<string, { readonly title: string; readonly version: string; readonly text: string }>
  >
  readonly status?: Readonly<Record<string, unknown>>
  readonly sites?: readonly string[]
}

/** A service that speaks Lorekeep's HTTP and says what a script says. */
export interface FakeLorekeep {
  readonly address: string
  readonly received: readonly Received[]
  /** Whether the cookie session of the page is valid. Tokens are decided by `isValidToken`. */
  signedIn: boolean
  isValidToken: (token: string) => boolean
  registeredSites: readonly string[]
  /** The reader's own. */
  budgets: readonly Readonly<Record<string, unknown>>[]
  close(): Promise<void>
}

/** The policy that the service sends with its pages. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The stream of a whole answer, its text in pieces of a few characters. */
export function streamOf(answer: Answer, pieceMs = 5): Script {
  const pieces = answer.text.match(/[\s\S]{1,12}/g) ?? []
  return {
    steps: [
      { event: 'start', data: { id: answer.id, conversationId: answer.conversationId, route: answer.route } },
      ...pieces.flatMap((text): Step[] => [{ event: 'delta', data: { text } }, { wait: pieceMs }]),
      ...answer.citations.map((citation): Step => ({ event: 'citation', data: citation })),
      { event: 'done', data: answer },
    ],
  }
}

/** Starts the service on a free port of this machine. */
export async function startFakeLorekeep(settings: FakeLorekeepSettings): Promise<FakeLorekeep> {
  const received: Received[] = []
  const state = {
    signedIn: true,
    isValidToken: (_token: string): boolean => true,
    registeredSites: settings.sites ?? [],
    budgets: [] as FakeLorekeep['budgets'],
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined)
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake')
    const body = await bodyOf(request)
    received.push({ method: request.method ?? '', path: url.pathname + url.search, headers: request.headers, body })
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('cross-origin-resource-policy', 'same-origin')
    if (url.pathname.startsWith('/api/v1/')) await answerApi(request, response, url, body)
    else await answerPage(response, url)
  }

  async function answerPage(response: ServerResponse, url: URL): Promise<void> {
    if (url.pathname === '/sign-in') {
      state.signedIn = url.searchParams.get('token') === 'right'
      if (state.signedIn) {
        response.writeHead(303, { location: '/' }).end()
        return
      }
    }
    const names: Readonly<Record<string, string>> = {
      '/': 'static/index.html',
      '/sign-in': 'static/sign-in.html',
      '/app.js': 'app.js',
      '/widget.js': 'widget.js',
    }
    const name = names[url.pathname] ?? `static${url.pathname}`
    if (url.pathname === '/widget.js') response.setHeader('cross-origin-resource-policy', 'cross-origin')
    response.setHeader('content-type', mediaTypes[extname(name)] ?? 'application/octet-stream')
    response.setHeader('content-security-policy', pagePolicy)
    response.end(await readFile(join(settings.webFolder, name)))
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL, body: string): Promise<void> {
    const { origin, authorization } = request.headers
    const isForeign = origin !== undefined && new URL(origin).host !== request.headers.host
    if (isForeign && state.registeredSites.includes(origin)) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-headers', 'authorization, content-type, accept')
      response.setHeader('access-control-allow-methods', 'GET, POST')
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
    const isAllowed = token === undefined ? state.signedIn && !isForeign : state.isValidToken(token)
    if (!isAllowed) {
      sendProblem(response, 401, { code: 'unauthenticated', title: 'Unauthenticated', detail: 'Nobody is signed in.' })
      return
    }
    const [resource, id = '', action] = url.pathname.slice('/api/v1/'.length).split('/').map(decodeURIComponent)
    if (resource === 'ask') {
      const { question } = JSON.parse(body) as { question: string }
      await play(settings.script(question), response)
      return
    }
    const found = contentOf(resource, id, action)
    if (resource === 'sign-out' || action === 'feedback') {
      if (resource === 'sign-out') state.signedIn = false
      response.writeHead(204).end()
    } else if (found) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(found))
    } else {
      sendProblem(response, 404, { code: 'not-found', title: 'Not found', detail: 'There is nothing here.' })
    }
  }

  function contentOf(resource: string | undefined, id: string, action: string | undefined): unknown {
    if (resource === 'session') return { name: 'Robin Ferris', admin: false, groups: ['everyone'] }
    if (resource === 'status') return settings.status ?? { documents: 30, chunks: 412 }
    if (resource === 'budgets') return { budgets: state.budgets, currency: 'EUR' }
    if (resource === 'answers' && action === 'explain') return settings.explanations?.[id]
    if (resource === 'answers') return settings.answers?.find((answer) => answer.id === id)
    const document = settings.documents?.[id]
    return document && { documentId: id, pages: [], isCurrent: true, ...document }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    address: `http://127.0.0.1:${port}`,
    received,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  })
}

async function play(script: Script, response: ServerResponse): Promise<void> {
  if ('problem' in script) {
    sendProblem(response, script.status, script.problem)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  response.flushHeaders()
  for (const step of script.steps) {
    if (response.destroyed) return
    if (step === 'cut') {
      response.destroy()
      return
    }
    if (step === 'hold') return
    if (step === 'end') break
    if ('wait' in step) await pause(step.wait)
    else response.write(`event: ${step.event}\ndata: ${JSON.stringify(step.data)}\n\n`)
  }
  response.end()
}

function sendProblem(response: ServerResponse, status: number, problem: Readonly<Record<string, unknown>>): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ type: `urn:lorekeep:${String(problem['code'])}`, status, ...problem }))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}
