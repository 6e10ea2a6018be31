import { type ChromaClient, ChromaNotFoundError, type Collection } from 'chromadb'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { Log } from '../../ports/log.ts'
import { abortable, cancellation, indexClosed } from './abortable.ts'
import { clientFor } from './chroma-client.ts'
import { openCollection, type OpenCollection } from './chroma-collection.ts'
import {
  type CallPlace,
  failureOf,
  isLostCollection,
  isLostConnection,
  notUnderstood,
  tooLate,
} from './chroma-failure.ts'

/** Where the server is now. */
export interface ChromaConnection {
  /** `http://host:port` or `https://host:port`. */
  readonly url: string
  /** The server's data folder, where it is our own. */
  readonly folder?: string
}

export interface ChromaSessionOptions {
  /** Asked again after each lost connection, so that it can start the server anew. */
  readonly connect: () => Promise<ChromaConnection>
  readonly collectionName: string
  readonly dimension: number
  readonly tenant: string
  readonly database: string
  readonly token?: string | undefined
  /** For finding or making the collection. */
  readonly openMs: number
  readonly log: Log
}

/** What a call works with; good for this call only. */
export interface ChromaCall {
  readonly client: ChromaClient
  readonly collection: Collection
  readonly opened: OpenCollection
  readonly place: CallPlace
}

/** A collection of a server that may come and go. */
export interface ChromaSession {
  /**
   * Runs calls that may be repeated without harm. When the connection or the collection turns out
   * to be lost, connects anew and runs them once more.
   * @throws LorekeepError `index-unavailable`, `data-damaged`, `embedder-mismatch`,
   *   `bad-configuration`, or `cancelled` when the caller gave up
   */
  run<T>(limitMs: number, signal: AbortSignal | undefined, calls: (call: ChromaCall) => Promise<T>): Promise<T>
  /** Looks the collection up again before the next call. */
  forget(): void
  /** Refuses further calls. */
  close(): void
}

interface Opened {
  readonly place: CallPlace
  readonly collection: OpenCollection
}

export function createChromaSession(options: ChromaSessionOptions): ChromaSession {
  const { connect, collectionName, dimension, tenant, database, token, openMs, log } = options
  let current: Promise<Opened> | undefined
  let isClosed = false

  function clientAt(place: CallPlace, signal: AbortSignal): ChromaClient {
    return clientFor({ url: place.url, tenant, database, token }, signal)
  }

  async function open(): Promise<Opened> {
    const { url, folder } = await connect()
    const place: CallPlace = { url, folder }
    return guarded(place, openMs, undefined, async (signal) => {
      const client = clientAt(place, signal)
      await assertChroma(client, place)
      return { place, collection: await openCollection(client, collectionName, dimension) }
    })
  }

  function opened(): Promise<Opened> {
    if (current !== undefined) return current
    const opening = open()
    opening.catch(() => forget(opening))
    current = opening
    return opening
  }

  function forget(known: Promise<Opened> | undefined): void {
    if (current === known) current = undefined
  }

  async function attempt<T>(
    limitMs: number,
    signal: AbortSignal | undefined,
    calls: (call: ChromaCall) => Promise<T>,
  ): Promise<T> {
    const opening = opened()
    try {
      const { place, collection } = await abortable(opening, signal)
      return await guarded(place, limitMs, signal, (both) => {
        const client = clientAt(place, both)
        return calls({ client, collection: client.collection(collection.id), opened: collection, place })
      })
    } catch (error) {
      if (!(error instanceof LorekeepError && error.code === 'cancelled')) forget(opening)
      throw error
    }
  }

  return {
    async run(limitMs, signal, calls) {
      if (isClosed) throw indexClosed()
      if (signal?.aborted) throw cancellation(signal)
      try {
        return await attempt(limitMs, signal, calls)
      } catch (error) {
        if (!isLost(error)) throw error
        log.warn('chroma.reconnect', { reason: messageOf(error) })
        return attempt(limitMs, signal, calls)
      }
    },
    forget() {
      forget(current)
    },
    close() {
      isClosed = true
      forget(current)
    },
  }
}

function isLost(error: unknown): boolean {
  return error instanceof LorekeepError && (isLostConnection(error.cause) || isLostCollection(error.cause))
}

/** Runs calls within a time limit and translates what they throw. */
async function guarded<T>(
  place: CallPlace,
  limitMs: number,
  signal: AbortSignal | undefined,
  calls: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(limitMs)
  try {
    return await calls(signal ? AbortSignal.any([signal, limit]) : limit)
  } catch (error) {
    if (signal?.aborted) throw cancellation(signal)
    if (limit.aborted) throw tooLate(place, limitMs)
    throw failureOf(error, place)
  }
}

/** Any web server may answer at a wrong address; Chroma before 1.0 does not know this path. */
async function assertChroma(client: ChromaClient, place: CallPlace): Promise<void> {
  try {
    const beat: unknown = await client.heartbeat()
    if (typeof beat !== 'number') throw notUnderstood(place, undefined)
  } catch (error) {
    throw error instanceof ChromaNotFoundError ? notUnderstood(place, error) : error
  }
}
