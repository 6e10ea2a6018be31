import type { IncomingMessage } from 'node:http'
import { type RecordedRequest, RequestRecord } from './recorded-requests.ts'

/** All requests in order of arrival, and those who wait for the next ones. */
export class RequestLog {
  readonly #records: RequestRecord[] = []
  readonly #waiting = new Set<() => void>()

  get requests(): readonly RecordedRequest[] {
    return this.#records
  }

  open(request: IncomingMessage): RequestRecord {
    const record = new RequestRecord(request)
    this.#records.push(record)
    for (const wake of this.#waiting) wake()
    return record
  }

  clear(): void {
    this.#records.length = 0
  }

  async waitFor(count: number, timeoutMs: number): Promise<RecordedRequest> {
    const record = this.#records[count - 1] ?? (await this.#arrival(count, timeoutMs))
    await record.received
    return record
  }

  #arrival(count: number, timeoutMs: number): Promise<RequestRecord> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wake)
        const seen = this.#records.length
        reject(new Error(`Waited ${timeoutMs} ms for request ${count}; ${seen} had arrived.`))
      }, timeoutMs)
      const wake = (): void => {
        const record = this.#records[count - 1]
        if (record === undefined) return
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve(record)
      }
      this.#waiting.add(wake)
    })
  }
}
