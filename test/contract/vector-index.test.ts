import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from '@jest/globals'
import { createChromaVectorIndex } from '../../src/adapters/chroma/chroma-vector-index.ts'
import type { EmbeddedChroma } from '../../src/adapters/chroma/embedded-chroma.ts'
import { createMemoryVectorIndex } from '../../src/adapters/memory/memory-vector-index.ts'
import { createTemporaryChroma, silentLog, type TemporaryChroma } from '../integration/chroma/temporary-chroma.ts'
import { contractDimension, vectorIndexContract } from './vector-index.contract.ts'

let chroma: TemporaryChroma
let server: EmbeddedChroma

beforeAll(async () => {
  chroma = await createTemporaryChroma()
  server = chroma.user()
})

afterAll(async () => {
  await chroma.remove()
})

vectorIndexContract('Chroma', async () =>
  createChromaVectorIndex({
    connect: async () => ({ url: await server.url(), folder: server.folder }),
    collectionName: `contract-${randomUUID()}`,
    dimension: contractDimension,
    log: silentLog,
  }),
)

vectorIndexContract('Memory', async () => createMemoryVectorIndex())
