import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  type ChromaVectorIndexOptions,
  createChromaVectorIndex,
} from '../../../src/adapters/chroma/chroma-vector-index.ts'
import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import { LorekeepError } from '../../../src/domain/errors.ts'
import type { VectorIndex, VectorRecord } from '../../../src/ports/vector-index.ts'
import { failureOf } from './failure-of.ts'
import { silentLog } from './temporary-chroma.ts'

const vector = Float32Array.of(1, 0, 0, 0)
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

describe('a Chroma server that is not as it should be', () => {
  test('a wrong address, where another web server answers, is recognised', async () => {
    const url = await serve((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>'))

    expect(await failureOf(indexAt(url).count())).toMatchObject({
      code: 'index-unavailable',
      retryable: false,
      hint: expect.stringContaining('CHROMA_URL'),
    })
  })

  test('a server that does not know the paths of Chroma 1.0 is recognised', async () => {
    const url = await serve((_, response) => respond(response, 404, { error: 'not found' }))

    const failure = await failureOf(indexAt(url).count())

    expect(failure.code).toBe('index-unavailable')
    expect(failure.hint).toContain('Chroma 1.0 or newer')
  })

  test('a server that is not there is reported as such, after asking for its address once more', async () => {
    let asked = 0
    const index = indexAt('', {
      connect: async () => {
        asked += 1
        return { url: 'http://127.0.0.1:9' }
      },
    })

    const failure = await failureOf(index.count())

    expect(failure).toMatchObject({ code: 'index-unavailable', retryable: true })
    expect(failure.message).toContain('http://127.0.0.1:9')
    expect(asked).toBe(2)
  })

  test('a server that is back is used again', async () => {
    const url = await serve(chroma({ '/count': (response) => respond(response, 200, 7) }))
    const urls = ['http://127.0.0.1:9', 'http://127.0.0.1:9', url]
    const index = indexAt('', { connect: async () => ({ url: urls.shift() ?? url }) })
    await failureOf(index.count())

    expect(await index.count()).toBe(7)
  })

  test('a failure that nobody waited for is not told to the next caller', async () => {
    const url = await serve(chroma({ '/count': (response) => respond(response, 200, 7) }))
    const giveUp = new AbortController()
    let asked = 0
    const index = indexAt('', {
      connect: async () => {
        asked += 1
        if (asked > 1) return { url }
        giveUp.abort()
        await sleep(20)
        throw new LorekeepError('index-unavailable', 'It did not start.')
      },
    })
    const impatient = await failureOf(index.count(giveUp.signal))
    await sleep(50)

    expect(impatient.code).toBe('cancelled')
    expect(await index.count()).toBe(7)
  })

  test('a server that moved is found at its new address', async () => {
    const old = await serve(chroma({ '/count': (response) => response.destroy() }))
    const fresh = await serve(chroma({ '/count': (response) => respond(response, 200, 7) }))
    const urls = [old, fresh]
    const index = indexAt('', { connect: async () => ({ url: urls.shift() ?? '' }) })

    expect(await index.count()).toBe(7)
  })

  test('an answer that breaks off is asked for again', async () => {
    let asked = 0
    const url = await serve(
      chroma({
        '/count': (response) => {
          asked += 1
          if (asked > 1) respond(response, 200, 7)
          else
            response
              .writeHead(200, { 'content-type': 'application/json', 'content-length': '10' })
              .write('7', () => response.destroy())
        },
      }),
    )

    expect(await indexAt(url).count()).toBe(7)
    expect(asked).toBe(2)
  })

  test('a server that never answers is given up after the time limit', async () => {
    const url = await serve(chroma({ '/query': () => {} }))

    const failure = await failureOf(search(indexAt(url, { limits: { readMs: 200 } })))

    expect(failure).toMatchObject({ code: 'index-unavailable', retryable: true })
    expect(failure.message).toContain('within 0.2 s')
  })

  test('a caller who gives up also ends the request', async () => {
    const giveUp = new AbortController()
    const ended: string[] = []
    const url = await serve(
      chroma({
        '/query': (response) => {
          response.once('close', () => ended.push('query'))
          giveUp.abort()
        },
      }),
    )

    const failure = await failureOf(search(indexAt(url), giveUp.signal))

    expect(failure.code).toBe('cancelled')
    while (ended.length === 0) await sleep(5)
  })

  test.each([
    ['without the hits', {}],
    ['with too few distances', { ids: [['v1:0', 'v1:1']], distances: [[0.5]] }],
    ['with hits that have no id', { ids: [[1]], distances: [[0.5]] }],
    ['with a distance that is no number', { ids: [['v1:0']], distances: [[null]] }],
    ['for two queries', { ids: [['v1:0'], []], distances: [[0.5], []] }],
  ])('an answer %s is refused, not trusted', async (_, answer) => {
    const url = await serve(chroma({ '/query': (response) => respond(response, 200, { include: [], ...answer }) }))

    const failure = await failureOf(search(indexAt(url)))

    expect(failure).toMatchObject({ code: 'index-unavailable', retryable: false })
  })

  test('an answer that is not JSON is refused', async () => {
    const url = await serve(
      chroma({ '/count': (response) => response.setHeader('content-type', 'application/json').end('{"oops') }),
    )

    expect(await failureOf(indexAt(url).count())).toMatchObject({ code: 'index-unavailable', retryable: false })
  })

  test.each([
    [401, { error: 'no' }, { code: 'bad-configuration', retryable: false }],
    [403, { error: 'no' }, { code: 'bad-configuration', retryable: false }],
    [400, { message: 'Database [sales] does not exist' }, { code: 'bad-configuration', retryable: false }],
    [400, { message: 'Collection expecting embedding with dimension of 384, got 4' }, { code: 'embedder-mismatch' }],
    [400, { message: 'something new' }, { code: 'index-unavailable', retryable: false }],
    [404, { message: 'gone' }, { code: 'index-unavailable' }],
    [422, { message: 'Quota exceeded: records' }, { code: 'index-unavailable', retryable: false }],
    [429, {}, { code: 'index-unavailable', retryable: true }],
    [500, { message: 'database disk image is malformed' }, { code: 'data-damaged', retryable: false }],
    [
      500,
      { message: 'database or disk is full' },
      { code: 'index-unavailable', hint: expect.stringContaining('space') },
    ],
    [503, { message: 'busy' }, { code: 'index-unavailable', retryable: true }],
  ])('status %i with %j is told as it is', async (status, body, expected) => {
    const url = await serve(chroma({ '/query': (response) => respond(response, status, body) }))

    expect(await failureOf(search(indexAt(url)))).toMatchObject(expected)
  })

  test.each(['localhost:8000', 'ftp://chroma:8000', 'http://chroma:8000/api', 'http://user:secret@chroma:8000', ''])(
    'the address "%s" is refused with how to write it',
    async (url) => {
      const failure = await failureOf(indexAt(url).count())

      expect(failure.code).toBe('bad-configuration')
      expect(failure.hint).toContain('CHROMA_URL')
      expect(failure.message).not.toContain('secret')
    },
  )
})

describe('a Chroma server elsewhere', () => {
  test('is told tenant, database and token', async () => {
    const seen: IncomingMessage[] = []
    const answer = chroma({ '/count': (response) => respond(response, 200, 0) })
    const url = await serve((request, response) => {
      seen.push(request)
      answer(request, response)
    })

    await indexAt(url, { tenant: 'acme', database: 'docs', token: 'ck-1' }).count()

    expect(seen.at(-1)?.url).toContain('/tenants/acme/databases/docs/')
    expect(seen.every(({ headers }) => headers['x-chroma-token'] === 'ck-1')).toBe(true)
    expect(seen.every(({ headers }) => headers.authorization === 'Bearer ck-1')).toBe(true)
  })

  test('gets batches no larger than it says it takes', async () => {
    const sizes: number[] = []
    const url = await serve(
      chroma({
        '/upsert': (response, body) => {
          sizes.push((body as { ids: readonly string[] }).ids.length)
          respond(response, 200, {})
        },
      }),
    )

    await indexAt(url).upsert(Array.from({ length: 650 }, (_, at) => record(at)))

    expect(sizes).toEqual([300, 300, 50])
  })
})

type Reply = (response: ServerResponse, body: unknown) => void

/** As much of Chroma as it takes to get to a call on the collection. */
function chroma(calls: Readonly<Record<string, Reply>>): (request: IncomingMessage, response: ServerResponse) => void {
  const replies: Readonly<Record<string, Reply>> = {
    '/heartbeat': (response) => respond(response, 200, { 'nanosecond heartbeat': 1 }),
    '/pre-flight-checks': (response) =>
      respond(response, 200, { max_batch_size: 300, supports_base64_encoding: false }),
    '/collections/lorekeep': (response) =>
      respond(response, 200, {
        id: '0b0c4b5e-6f0a-4b59-9f0e-0f8f3a0a9f11',
        name: 'lorekeep',
        configuration_json: { hnsw: { space: 'cosine' } },
        metadata: { dimension: 4 },
        tenant: 'default_tenant',
        database: 'default_database',
      }),
    ...calls,
  }
  return (request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname
    const reply = Object.entries(replies).find(([end]) => path.endsWith(end))?.[1]
    void bodyOf(request).then((body) => (reply ? reply(response, body) : respond(response, 500, { message: path })))
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const piece of request) text += String(piece)
  return text === '' ? undefined : JSON.parse(text)
}

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function indexAt(url: string, options: Partial<ChromaVectorIndexOptions> = {}): VectorIndex {
  return createChromaVectorIndex({
    connect: async () => ({ url }),
    collectionName: 'lorekeep',
    dimension: 4,
    log: silentLog,
    ...options,
  })
}

function search(index: VectorIndex, signal?: AbortSignal): Promise<unknown> {
  return index.search(vector, 5, { all: true }, {}, signal)
}

function record(at: number): VectorRecord {
  return {
    chunkId: `v1:${at}`,
    version: 'v1',
    vector,
    labels: {
      accessLabel: accessLabelOf(['everyone']),
      classification: 'internal',
      language: 'en',
      documentId: 'doc',
      sourceName: 'docs',
      path: 'doc.md',
      mediaType: 'text/markdown',
    },
  }
}
