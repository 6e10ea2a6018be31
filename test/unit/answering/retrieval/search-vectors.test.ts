import { expect, test } from '@jest/globals'
import { accessLabelOf } from '../../../../src/domain/access/access-label.ts'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createMemoryVectorIndex } from '../../../../src/adapters/memory/memory-vector-index.ts'
import { searchVectors } from '../../../../src/answering/retrieval/search-vectors.ts'
import type { VectorIndex } from '../../../../src/ports/vector-index.ts'
import { documentWith, publish } from '../../../contract/published-documents.ts'

const staff = accessLabelOf(['staff'])
const board = accessLabelOf(['board'])
const signal = new AbortController().signal

/** Chunks around a circle, the nearest first; each document's are a stretch of it. */
async function indexOf(documents: readonly { readonly id: string; readonly chunks: number; readonly group: string }[]) {
  const { registry } = createMemoryRecords()
  const vectors = createMemoryVectorIndex()
  let angle = 0
  for (const { id, chunks, group } of documents) {
    const document = documentWith({ id, version: id, accessLabel: accessLabelOf([group]) })
    const labels = { ...document, documentId: id, sourceName: 'handbook' }
    const records = Array.from({ length: chunks }, (_, at) => {
      angle += 0.001
      return { chunkId: `${id}:${at}`, version: id, vector: Float32Array.of(Math.cos(angle), Math.sin(angle)), labels }
    })
    await vectors.upsert(records)
    await publish(
      registry,
      document,
      records.map(({ chunkId }) => `text of ${chunkId}`),
    )
  }
  const asked: unknown[] = []
  const watched: VectorIndex = {
    ...vectors,
    search: (vector, limit, labels, filters, aborted) => {
      asked.push(labels)
      return vectors.search(vector, limit, labels, filters, aborted)
    },
  }
  const search = async (label: typeof staff, limit = 3) =>
    (
      await searchVectors(
        { vectors: watched, registry },
        Float32Array.of(1, 0),
        { limit, labels: { all: false, labels: [label] }, filters: {} },
        signal,
      )
    ).map(({ chunkId }) => chunkId)
  return { search, asked, registry }
}

test('where the caller may read enough of the nearest chunks, the index searches without a condition', async () => {
  const { search, asked } = await indexOf([
    { id: 'secret', chunks: 2, group: 'board' },
    { id: 'open', chunks: 5, group: 'staff' },
  ])

  expect(await search(staff)).toEqual(['open:0', 'open:1', 'open:2'])
  expect(asked).toEqual([{ all: true }])
})

test('where others may read all of the nearest chunks, those of the caller are found nevertheless [P2]', async () => {
  const { search, asked } = await indexOf([
    { id: 'secret', chunks: 400, group: 'board' },
    { id: 'open', chunks: 5, group: 'staff' },
  ])

  expect(await search(staff)).toEqual(['open:0', 'open:1', 'open:2'])
  expect(asked).toEqual([{ all: true }, { all: false, labels: [staff] }])
})

test('who may read what is decided by the registry, also while the index still has the labels of before [P2]', async () => {
  const { search, registry } = await indexOf([
    { id: 'moved', chunks: 2, group: 'staff' },
    { id: 'open', chunks: 2, group: 'staff' },
  ])
  const { title, language, classification } = documentWith({ id: 'moved' })
  await registry.relabel('moved', { title, language, classification, accessLabel: board }, 'rules-2')

  expect(await search(staff)).toEqual(['open:0', 'open:1'])
  expect(await search(board)).toEqual(['moved:0', 'moved:1'])
})
