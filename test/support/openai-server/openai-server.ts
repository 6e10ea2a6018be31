import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerAsUsual, type ChatBehaviour, type PlainBehaviour, type UsageDialect } from './behaviours.ts'
import { BehaviourScript, type Scriptable } from './behaviour-script.ts'
import { type BatchControl, BatchDesk } from './batch/batch-desk.ts'
import { batchEndpoints } from './batch/batch-endpoints.ts'
import { batchRules, type BatchVendor } from './batch/batch-vendor.ts'
import { chatCompletions } from './chat-completions.ts'
import type { ChatCompletionRequest } from './chat-request.ts'
import { embeddings, type EmbeddingsRequest } from './embeddings.ts'
import { everythingReceived } from './everything-received.ts'
import { Exchange, ExchangeOver } from './exchange.ts'
import { models } from './models.ts'
import type { RecordedRequest } from './recorded-requests.ts'
import { RequestLog } from './request-log.ts'
import { rerank, type RerankRequest } from './rerank.ts'
import { serveRequest } from './serve-request.ts'
import type { ServerProfile } from './server-profile.ts'
import { type Vendor, VendorError } from './vendor-error.ts'

export interface OpenAiServerOptions {
  /** Whose fields are accepted and in whose words errors are given. Default `openai`. */
  readonly vendor?: Vendor
  /** Given, every request needs it as bearer token. */
  readonly apiKey?: string
  /** Whose batch API it has. Default `openai`. */
  readonly batches?: BatchVendor
  /** The models that exist, at every endpoint. Default: `test-model`. */
  readonly models?: readonly string[]
  /** Tokens for prompt and completion together. Default: no limit. */
  readonly contextWindow?: number
  /** Default 384. */
  readonly embeddingDimensions?: number
  /** How replies report usage unless they say otherwise. Default `openai`. */
  readonly usage?: UsageDialect
  /** What the chat template adds around each message, in tokens. Default: nothing. */
  readonly templateTokens?: number
  /** Listens here instead of on a free port, so that a server that was closed can come back. */
  readonly fixedPort?: number
}

/**
 * A running server. Its own `script` and `byDefault` are those of the chat endpoint; without a script it answers chat
 * with a short fixed text.
 */
export interface OpenAiServer extends Scriptable<ChatCompletionRequest, ChatBehaviour> {
  /** Ends in `/v1`. */
  readonly baseUrl: string
  readonly port: number
  /** Every request, refused ones too, in order of arrival. */
  readonly requests: readonly RecordedRequest[]
  readonly embeddings: Scriptable<EmbeddingsRequest, PlainBehaviour>
  readonly rerank: Scriptable<RerankRequest, PlainBehaviour>
  readonly models: Scriptable<undefined, PlainBehaviour>
  readonly batches: BatchControl
  /** Targets, headers, bodies and all text inside the JSON of all requests, as one text to search. */
  everythingReceived(): string
  /** The request with this number, counted from 1, once its body is there; rejects after `timeoutMs` (300,000). */
  waitForRequest(number: number, timeoutMs?: number): Promise<RecordedRequest>
  /** Forgets the requests and the scripts of all endpoints, and files and batches. */
  reset(): void
  /**
   * Destroys open connections, waits for the exchanges to end and frees the port; again and again if need be.
   * @throws what a scripted function threw, so that a mistake in a test is not taken for a failing vendor
   */
  close(): Promise<void>
}

/**
 * Starts a strict OpenAI-compatible server on 127.0.0.1: it refuses what the vendor would refuse, in the vendor's words,
 * records everything it receives and does what its script says.
 */
export async function startOpenAiServer(options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const profile: ServerProfile = {
    vendor: options.vendor ?? 'openai',
    apiKey: options.apiKey,
    models: options.models ?? ['test-model'],
    contextWindow: options.contextWindow ?? Infinity,
    embeddingDimensions: options.embeddingDimensions ?? 384,
    usage: options.usage ?? 'openai',
    templateTokens: options.templateTokens ?? 0,
  }
  const scripts = {
    chat: new BehaviourScript<ChatCompletionRequest, ChatBehaviour>(answerAsUsual()),
    embeddings: new BehaviourScript<EmbeddingsRequest, PlainBehaviour>(answerAsUsual()),
    rerank: new BehaviourScript<RerankRequest, PlainBehaviour>(answerAsUsual()),
    models: new BehaviourScript<undefined, PlainBehaviour>(answerAsUsual()),
  }
  const endpoints = {
    '/v1/chat/completions': chatCompletions(profile, scripts.chat),
    '/v1/embeddings': embeddings(profile, scripts.embeddings),
    '/v1/rerank': rerank(profile, scripts.rerank),
    '/v1/models': models(profile, scripts.models),
  }

  const rules = batchRules[options.batches ?? 'openai']
  const desk = new BatchDesk(rules, profile, scripts.chat)
  const routes = batchEndpoints(desk, rules)

  const log = new RequestLog()
  const closing = new AbortController()
  const sockets = new Set<Socket>()
  const running = new Set<Promise<void>>()
  const scriptErrors: unknown[] = []

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = new Exchange(incoming, response, log.open(incoming), profile.vendor, closing.signal)
    try {
      await serveRequest(exchange, profile.apiKey, endpoints, routes)
    } catch (error) {
      if (error instanceof ExchangeOver) return
      scriptErrors.push(error)
      await reportScriptError(error, exchange)
    }
  }

  // An idle connection is kept for as long as the client wants: a server that closes it while the client writes the
  // next request makes tests fail once in a thousand runs.
  const http = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
    const work = serve(incoming, response).finally(() => running.delete(work))
    running.add(work)
  })
  http.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  http.listen(options.fixedPort ?? 0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo

  const stop = async (): Promise<void> => {
    closing.abort()
    const closed = once(http, 'close')
    http.close()
    for (const socket of sockets) socket.destroy()
    await closed
    await Promise.all(running)
    if (scriptErrors.length > 0) throw scriptErrors[0]
  }
  let stopped: Promise<void> | undefined

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    port,
    requests: log.requests,
    embeddings: scripts.embeddings,
    rerank: scripts.rerank,
    models: scripts.models,
    batches: desk,
    script: (...next) => scripts.chat.script(...next),
    byDefault: (scripted) => scripts.chat.byDefault(scripted),
    everythingReceived: () => everythingReceived(log.requests),
    waitForRequest: (number, timeoutMs = 300_000) => log.waitFor(number, timeoutMs),
    reset: () => {
      log.clear()
      for (const script of Object.values(scripts)) script.reset()
      desk.reset()
    },
    close: () => (stopped ??= stop()),
  }
}

async function reportScriptError(error: unknown, exchange: Exchange): Promise<void> {
  const message = `The test's script failed: ${String(error)}`
  const answer = new VendorError(500, { message, type: 'server_error', param: null, code: null })
  try {
    await (exchange.headersSent ? exchange.cut() : exchange.sendError(answer))
  } catch (sending) {
    if (!(sending instanceof ExchangeOver)) throw sending
  }
}
