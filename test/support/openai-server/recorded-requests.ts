import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Usage } from './usage.ts'

/** One request as it arrived and what became of it. Recorded from its first header on, so also when it was refused. */
export interface RecordedRequest {
  readonly method: string
  /** Without the query string. */
  readonly path: string
  /** The request target as sent, with the query string. */
  readonly url: string
  readonly headers: Readonly<IncomingHttpHeaders>
  /** Name and value in turn, as sent. */
  readonly rawHeaders: readonly string[]
  readonly bodyText: string
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown
  readonly receivedAt: Date
  /** The status that was sent; undefined when none was. */
  readonly status: number | undefined
  /** Pieces of text (content or reasoning) handed to the socket so far; a reply without streaming has none. */
  readonly chunksSent: number
  /** The tokens that a chat request took so far, whether or not they were reported; undefined for what is no chat. */
  readonly usage: Usage | undefined
  /** True when the client left before its answer was complete; false when the server cut it off. */
  readonly clientAborted: boolean
  /** Settles when the exchange is over, however it ended. */
  readonly finished: Promise<void>
}

/** The one writer of a record. */
export class RequestRecord implements RecordedRequest {
  readonly method: string
  readonly path: string
  readonly url: string
  readonly headers: Readonly<IncomingHttpHeaders>
  readonly rawHeaders: readonly string[]
  readonly receivedAt = new Date()
  readonly finished: Promise<void>
  readonly received: Promise<void>
  readonly #parts: Buffer[] = []
  #settleFinished: () => void = () => {}
  #settleReceived: () => void = () => {}
  #status: number | undefined
  #chunksSent = 0
  #usage: Usage | undefined
  #clientAborted = false

  constructor(request: IncomingMessage) {
    this.method = request.method ?? ''
    this.url = request.url ?? ''
    this.path = this.url.split('?', 1)[0] ?? ''
    this.headers = request.headers
    this.rawHeaders = request.rawHeaders
    this.finished = new Promise((resolve) => {
      this.#settleFinished = resolve
    })
    this.received = new Promise((resolve) => {
      this.#settleReceived = resolve
    })
  }

  get bodyText(): string {
    return Buffer.concat(this.#parts).toString('utf8')
  }

  get body(): unknown {
    try {
      return JSON.parse(this.bodyText)
    } catch {
      return undefined
    }
  }

  get status(): number | undefined {
    return this.#status
  }

  get chunksSent(): number {
    return this.#chunksSent
  }

  get usage(): Usage | undefined {
    return this.#usage
  }

  get clientAborted(): boolean {
    return this.#clientAborted
  }

  addBody(part: Buffer): void {
    this.#parts.push(part)
  }

  bodyComplete(): void {
    this.#settleReceived()
  }

  answeredWith(status: number): void {
    this.#status = status
  }

  worked(usage: Usage): void {
    this.#usage = usage
  }

  chunkSent(): void {
    this.#chunksSent += 1
  }

  end(clientAborted: boolean): void {
    this.#clientAborted = clientAborted
    this.#settleReceived()
    this.#settleFinished()
  }
}
