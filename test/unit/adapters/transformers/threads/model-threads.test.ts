import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { EmbeddingSetup } from '../../../../../src/adapters/transformers/embedding/embedding-protocol.ts'
import {
  createEmbeddingThreads,
  type EmbeddingThreads,
} from '../../../../../src/adapters/transformers/embedding/embedding-threads.ts'
import { repositoryRoot } from '../../../../support/source-files.ts'

let folder: string
let workers: EmbeddingThreads
let warnings: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lorekeep-workers-'))
  warnings = []
  workers = open(2)
})

afterEach(async () => {
  await workers.close()
  await rm(folder, { recursive: true })
})

function open(threads: number): EmbeddingThreads {
  const ignore = () => {}
  return createEmbeddingThreads(
    {
      embeddingWorkerPath: join(repositoryRoot, 'test/unit/adapters/transformers/threads/scripted-worker.mjs'),
      threads,
      endLimitMs: 20,
      log: { debug: ignore, info: ignore, warn: (event) => warnings.push(event), error: ignore },
    },
    async () => ({ folder }) as unknown as EmbeddingSetup,
  )
}

const embed = async (texts: readonly string[], purpose: 'query' | 'document', signal?: AbortSignal) => {
  const embedded = await workers.run({ texts, prefix: '', tokens: 'none' }, purpose, signal)
  return embedded.map(({ vector }) => vector)
}
const lengths = (vectors: readonly Float32Array[]) => vectors.map(([length]) => length)
const threadsOf = (vectors: readonly Float32Array[]) => new Set(vectors.map(([, , thread]) => thread)).size

describe('sharing out work', () => {
  test('many texts come back in order', async () => {
    const texts = Array.from({ length: 500 }, (_, i) => 'x'.repeat(i))
    expect(lengths(await embed(texts, 'document'))).toEqual(texts.map(({ length }) => length))
  })

  test('much work takes all threads, a single text one', async () => {
    expect(threadsOf(await embed(['one'], 'query'))).toBe(1)
    expect(threadsOf(await embed(Array<string>(200).fill('slow'), 'document'))).toBe(2)
  })

  test('never more threads than asked for', async () => {
    await workers.close()
    workers = open(1)
    expect(threadsOf(await embed(Array<string>(100).fill('x'), 'document'))).toBe(1)
  })
})

describe('failures', () => {
  test('a thread that dies is replaced and its work done by another', async () => {
    expect(lengths(await embed(['die once', 'abc'], 'query'))).toEqual([8, 3])
    expect(warnings).toEqual(['model-thread.lost'])
  })

  test('work that kills every thread is given up, and other work goes on', async () => {
    const deadly = embed(['die'], 'document')
    const harmless = embed(['abc'], 'document')

    await expect(deadly).rejects.toMatchObject({ code: 'model-unavailable', retryable: true })
    expect(lengths(await harmless)).toEqual([3])
  })

  test('a model that does not load is reported, again at every try', async () => {
    await writeFile(join(folder, 'never-start'), '')
    const failing = { code: 'model-unavailable', message: expect.stringContaining('no such model') }
    await expect(embed(['abc'], 'query')).rejects.toMatchObject(failing)
    await expect(embed(['abc'], 'query')).rejects.toMatchObject(failing)

    await rm(join(folder, 'never-start'))
    expect(lengths(await embed(['abc'], 'query'))).toEqual([3])
  })

  test('an error of the model reaches the caller with its code', async () => {
    await expect(embed(['fail'], 'query')).rejects.toMatchObject({ code: 'model-answer-invalid' })
  })
})

describe('leaving and closing', () => {
  test('a caller who leaves gets out at once and the thread is told to stop', async () => {
    await embed(['warm'], 'query')
    const leaving = new AbortController()
    const work = embed(['hang'], 'document', leaving.signal)
    setTimeout(() => leaving.abort(), 20)

    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect(lengths(await embed(['abc'], 'document'))).toEqual([3])
    expect(existsSync(join(folder, 'cancelled'))).toBe(true)
  })

  test('closing waits for accepted work and then takes no more', async () => {
    const work = embed(['slow'], 'document')
    await workers.close()

    expect(lengths(await work)).toEqual([4])
    await expect(embed(['abc'], 'query')).rejects.toMatchObject({ code: 'model-unavailable' })
  })

  test('closing does not stop a thread while it loads its model, which would end the whole process', async () => {
    await writeFile(join(folder, 'load-slowly'), '')
    const leaving = new AbortController()
    const work = embed(['abc'], 'query', leaving.signal)
    setTimeout(() => leaving.abort(), 5)
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    await workers.close()

    expect(existsSync(join(folder, 'loaded'))).toBe(true)
  })
})
