import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestRecord } from './recorded-requests.ts'
import { renderVendorError, type Vendor, type VendorError } from './vendor-error.ts'

/** Thrown by everything that waits in an exchange when the connection is gone; ends the work and is no failure. */
export class ExchangeOver extends Error {}

/** One request and its response: sends, waits and breaks off, and keeps the record of it. */
export class Exchange {
  readonly record: RequestRecord
  readonly vendor: Vendor
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #over = new AbortController()
  readonly #gone: Promise<never>
  #brokenOffHere = false

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    record: RequestRecord,
    vendor: Vendor,
    serverClosing: AbortSignal,
  ) {
    this.#request = request
    this.#response = response
    this.record = record
    this.vendor = vendor
    this.#gone = new Promise((_, reject) => {
      response.once('close', () => {
        record.end(!response.writableFinished && !this.#brokenOffHere && !serverClosing.aborted)
        this.#over.abort()
        reject(new ExchangeOver())
      })
    })
    this.#gone.catch(() => {})
  }

  get headersSent(): boolean {
    return this.#response.headersSent
  }

  async receiveBody(): Promise<void> {
    try {
      for await (const part of this.#request) this.record.addBody(Buffer.from(part))
    } catch {
      return this.stall()
    }
    this.record.bodyComplete()
  }

  async send(
    status: number,
    contentType: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    this.open(status, contentType, { 'content-length': String(Buffer.byteLength(body)), ...headers })
    await this.end(body)
  }

  sendJson(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    return this.send(status, 'application/json', JSON.stringify(body), headers)
  }

  sendError(error: VendorError): Promise<void> {
    return this.sendJson(error.status, renderVendorError(error, this.vendor), error.headers)
  }

  /** Sends the headers at once, so that a client knows the status before there is any body. */
  open(status: number, contentType: string, headers: Readonly<Record<string, string>> = {}): void {
    this.record.answeredWith(status)
    this.#response.writeHead(status, { 'content-type': contentType, ...headers })
    this.#response.flushHeaders()
  }

  /** Done when the text is with the operating system: a cut after it does not take it back. */
  write(text: string): Promise<void> {
    return this.#flushed((done) => this.#response.write(text, done))
  }

  /** Writes a piece of text and counts it in the record. */
  async writeChunk(text: string): Promise<void> {
    await this.write(text)
    this.record.chunkSent()
  }

  end(text = ''): Promise<void> {
    return this.#flushed((done) => this.#response.end(text, () => done()))
  }

  wait(milliseconds: number): Promise<void> {
    return this.#whileOpen(sleep(milliseconds, undefined, { signal: this.#over.signal }))
  }

  /** Does nothing for as long as the connection is there. */
  stall(): Promise<never> {
    return this.#gone
  }

  cut(): Promise<never> {
    this.#brokenOffHere = true
    this.#response.socket?.destroy()
    return this.#gone
  }

  reset(): Promise<never> {
    this.#brokenOffHere = true
    this.#response.socket?.resetAndDestroy()
    return this.#gone
  }

  #flushed(send: (done: (error?: Error | null) => void) => void): Promise<void> {
    const flushed = new Promise<void>((resolve, reject) => {
      send((error) => (error ? reject(new ExchangeOver()) : resolve()))
    })
    return this.#whileOpen(flushed)
  }

  #whileOpen<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#gone])
  }
}
