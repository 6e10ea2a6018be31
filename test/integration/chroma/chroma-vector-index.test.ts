import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ChromaClient } from 'chromadb'
import {
  type ChromaVectorIndexOptions,
  createChromaVectorIndex,
} from '../../../src/adapters/chroma/chroma-vector-index.ts'
import type { EmbeddedChroma } from '../../../src/adapters/chroma/embedded-chroma.ts'
import { createMemoryVectorIndex } from '../../../src/adapters/memory/memory-vector-index.ts'
import { accessLabelOf, type ReadableLabels } from '../../../src/domain/access/access-label.ts'
import type { VectorIndex, VectorRecord } from '../../../src/ports/vector-index.ts'
import { failureOf } from './failure-of.ts'
import { createTemporaryChroma, silentLog, type TemporaryChroma } from './temporary-chroma.ts'

const dimension = 32
const all: ReadableLabels = { all: true }

let chroma: TemporaryChroma
let server: EmbeddedChroma
let index: VectorIndex

beforeEach(async () => {
  chroma = await createTemporaryChroma()
  server = chroma.user()
  index = indexOn(server)
})

afterEach(async () => {
  await chroma.remove()
})

function indexOn(user: EmbeddedChroma, options: Partial<ChromaVectorIndexOptions> = {}): VectorIndex {
  return createChromaVectorIndex({
    connect: async () => ({ url: await user.url(), folder: user.folder }),
    collectionName: 'lorekeep',
    dimension,
    log: silentLog,
    ...options,
  })
}

describe('finding what is there', () => {
  test('[P2] gives as many records as asked for, and nearly always the right ones, however few may be read', async () => {
    const records = someRecords(5_000)
    const exact = createMemoryVectorIndex()
    await exact.upsert(records)
    await index.upsert(records)
    const fewLabels: ReadableLabels = { all: false, labels: [accessLabelOf(['team 7']), accessLabelOf(['team 41'])] }

    const [short, right] = [[] as string[], [] as number[]]
    for (const readable of [all, fewLabels]) {
      for (const vector of someVectors(20, 99)) {
        const [hits, best] = [
          await index.search(vector, 30, readable, {}),
          await exact.search(vector, 30, readable, {}),
        ]
        const ids = new Set(hits.map(({ chunkId }) => chunkId))
        if (ids.size !== 30) short.push(`${ids.size}`)
        right.push(best.filter(({ chunkId }) => ids.has(chunkId)).length / 30)
      }
    }

    expect(short).toEqual([])
    expect(right.reduce((sum, share) => sum + share) / right.length).toBeGreaterThan(0.95)
  })

  test('[P4] after most records were deleted the rest is still found in full', async () => {
    await index.upsert(someRecords(1_500))
    await index.deleteVersions(Array.from({ length: 95 }, (_, at) => `v${at}`))

    const hits = await index.search(someVectors(1, 5)[0] ?? new Float32Array(), 50, all, {})

    expect(await index.count()).toBe(75)
    expect(hits).toHaveLength(50)
    expect(hits.every(({ chunkId }) => Number(/^v(\d+):/.exec(chunkId)?.[1]) >= 95)).toBe(true)
  })
})

describe('when the server comes and goes', () => {
  test('[P7] after the server was killed the next operation works, and acknowledged records are there', async () => {
    await index.upsert(someRecords(1_200))
    await killServer()

    const hits = await index.search(someVectors(1, 1)[0] ?? new Float32Array(), 10, all, {})

    expect(hits).toHaveLength(10)
    expect(await index.count()).toBe(1_200)
  })

  test('every kind of operation gets over a lost server', async () => {
    await index.upsert(someRecords(10))
    const [first] = someRecords(1)
    if (first === undefined) throw new TypeError('No record.')

    await killServer()
    await index.upsert([first])
    await killServer()
    await index.relabel('v3', { ...first.labels, documentId: 'changed' })
    await killServer()
    await index.deleteVersions(['v0'])
    await killServer()

    expect(await index.count()).toBe(9)
    expect(await index.search(first.vector, 10, all, { documentId: 'changed' })).toHaveLength(1)
  })

  test('searches under way when the server dies all get their answer', async () => {
    await index.upsert(someRecords(500))
    const searches = someVectors(30, 3).map((vector) => index.search(vector, 5, all, {}))

    await killServer()

    expect((await Promise.all(searches)).map((hits) => hits.length)).toEqual(Array.from({ length: 30 }, () => 5))
  })

  test('[P4] another process that empties the index does not confuse this one', async () => {
    const other = indexOn(chroma.user())
    await index.upsert(someRecords(20))
    expect(await other.count()).toBe(20)

    await other.clear()

    expect(await index.count()).toBe(0)
    await index.upsert(someRecords(5))
    expect(await other.count()).toBe(5)
  })

  test('after closing, nothing is answered any more', async () => {
    await index.upsert(someRecords(3))
    await index.close()

    expect(await failureOf(index.count())).toMatchObject({ code: 'index-unavailable', retryable: false })
  })
})

describe('when the index was made otherwise', () => {
  test('vectors of another embedder are refused with the way out, and deleting still works', async () => {
    await index.upsert(someRecords(10))
    const other = indexOn(chroma.user(), { dimension: 8 })
    const vector = new Float32Array(8).fill(1)

    const onSearch = await failureOf(other.search(vector, 5, all, {}))
    const onUpsert = await failureOf(other.upsert(someRecords(1).map((record) => ({ ...record, vector }))))
    await other.deleteVersions(['v1'])

    expect([onSearch.code, onUpsert.code]).toEqual(['embedder-mismatch', 'embedder-mismatch'])
    expect(onSearch.message).toContain('32')
    expect(onSearch.message).toContain('8')
    expect(onSearch.hint).toContain('lorekeep reindex')
    expect(await other.count()).toBe(9)
  })

  test('clearing makes room for the vectors of another embedder', async () => {
    await index.upsert(someRecords(10))
    const other = indexOn(chroma.user(), { dimension: 8 })
    await other.clear()

    await other.upsert(someRecords(10).map((record) => ({ ...record, vector: record.vector.slice(0, 8) })))

    expect(await other.count()).toBe(10)
    expect((await failureOf(index.upsert(someRecords(1)))).code).toBe('embedder-mismatch')
  })

  test('a collection of somebody else is measured by its own vectors', async () => {
    const foreign = await (
      await client()
    ).createCollection({
      name: 'lorekeep',
      embeddingFunction: null,
      configuration: { hnsw: { space: 'cosine' } },
    })
    await foreign.add({ ids: ['x'], embeddings: [[1, 2, 3]], metadatas: [{ version: 'x' }] })

    const failure = await failureOf(index.search(new Float32Array(dimension).fill(1), 5, all, {}))

    expect(failure.code).toBe('embedder-mismatch')
  })

  test('a collection that does not measure by cosine is refused', async () => {
    await (
      await client()
    ).createCollection({
      name: 'lorekeep',
      embeddingFunction: null,
      configuration: { hnsw: { space: 'l2' } },
    })

    const failure = await failureOf(index.search(new Float32Array(dimension).fill(1), 5, all, {}))

    expect(failure.code).toBe('bad-configuration')
    expect(failure.message).toContain('l2')
  })
})

describe('what is on the disk', () => {
  test('[P4] clearing leaves no vectors of the old index on the disk', async () => {
    await index.upsert(someRecords(1_200))
    const before = await segments()

    await index.clear()

    expect(before).toHaveLength(1)
    expect(await segments()).toEqual([])
    await index.upsert(someRecords(1_200))
    expect(await index.count()).toBe(1_200)
    expect(await segments()).toHaveLength(1)
  })

  test('clearing keeps the vectors of other collections', async () => {
    const other = indexOn(chroma.user(), { collectionName: 'other' })
    await other.upsert(someRecords(1_200))
    await index.upsert(someRecords(1_200))

    await index.clear()
    await killServer()

    expect(await other.search(new Float32Array(dimension).fill(1), 5, all, {})).toHaveLength(5)
  })

  test('damaged vectors are reported as damage, with the way out', async () => {
    await index.upsert(someRecords(1_200))
    const [segment = ''] = await segments()
    await killServer()
    await writeFile(join(server.folder, segment, 'index_metadata.pickle'), 'no pickle')

    const failure = await failureOf(index.search(new Float32Array(dimension).fill(1), 5, all, {}))

    expect(failure.code).toBe('data-damaged')
    expect(failure.message).toContain(server.folder)
    expect(failure.hint).toContain('lorekeep reindex')
  })

  test('vectors that crash the server end in an error, not in endless tries', async () => {
    await index.upsert(someRecords(1_200))
    const [segment = ''] = await segments()
    const file = join(server.folder, segment, 'data_level0.bin')
    await killServer()
    await writeFile(file, Buffer.alloc((await readFile(file)).length, 0xa7))

    const failure = await failureOf(index.search(new Float32Array(dimension).fill(1), 5, all, {}))

    expect(failure.code).toBe('index-unavailable')
    expect(failure.hint).toContain('lorekeep doctor')
  })
})

/** Directions that repeat from run to run, a hundred records to a topic, and a team and version each. */
function someRecords(count: number): readonly VectorRecord[] {
  return someVectors(count, 1).map((vector, at) => ({
    chunkId: `v${at % 100}:${at}`,
    version: `v${at % 100}`,
    vector,
    labels: {
      accessLabel: accessLabelOf([`team ${at % 100}`]),
      classification: 'internal',
      language: 'en',
      documentId: `doc-${at % 100}`,
      sourceName: 'docs',
      path: `doc-${at % 100}.md`,
      mediaType: 'text/markdown',
    },
  }))
}

function someVectors(count: number, seed: number): readonly Float32Array[] {
  const random = randomNumbers(seed)
  return Array.from({ length: count }, () => Float32Array.from({ length: dimension }, () => random() - 0.5))
}

/** Mulberry32, by Tommy Ettinger: equally spread numbers from 0 to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function killServer(): Promise<void> {
  const path = join(server.folder, 'server.json')
  if (!existsSync(path)) throw new TypeError('No server runs.')
  const { pid } = JSON.parse(await readFile(path, 'utf8')) as { pid: number }
  process.kill(pid, 'SIGKILL')
}

async function client(): Promise<ChromaClient> {
  const { hostname, port } = new URL(await server.url())
  return new ChromaClient({ host: hostname, port: Number(port), ssl: false })
}

async function segments(): Promise<readonly string[]> {
  return (await readdir(server.folder)).filter((name) => name.length === 36)
}
