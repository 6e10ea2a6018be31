import { indexedLabels } from '../../ingest/store.ts'
import type { Lorekeep } from '../../src/compose.ts'
import { chunkIdOf } from '../../src/domain/documents/chunk.ts'
import { measureTime, print } from './engine.ts'
import { employeeEngine, withLorekeep } from './lorekeep-engine.ts'
import { handbookSet } from './question-set.ts'

/** How often the handbook stands in the index, one size after the other. */
const sizes = [1, 3, 10]
const pageSize = 200

/** How the time of a search grows with the index, for an administrator and for an employee: the handbook, three times and ten times. */
export async function measureGrowth(): Promise<void> {
  const set = await handbookSet()
  await withLorekeep(set, async (engine, lorekeep) => {
    let copies = 1
    for (const size of sizes) {
      for (; copies < size; copies++) await copyEverything(lorekeep, copies)
      const { chunks } = await lorekeep.registry.counts()
      print(set.name, engine.name, `${chunks} chunks`)
      await measureTime(engine, set)
      await measureTime(employeeEngine(lorekeep), set)
    }
  })
}

/** Writes each document of the first copy once more, with the vectors it has. */
async function copyEverything({ registry, vectors }: Lorekeep, copy: number): Promise<void> {
  const isFirst = (id: string) => !id.includes('#')
  for (let page = await registry.page(undefined, pageSize); page.length > 0;) {
    for (const document of page.filter(({ id }) => isFirst(id))) {
      const entries = await registry.chunksOf(document.id)
      const extracted = await registry.extracted(document.id, document.version)
      if (extracted === undefined) continue
      const version = `${document.version}#${copy}`
      const copied = { ...document, id: `${document.id}#${copy}`, path: `${copy}/${document.path}`, version }
      const known = await vectors.vectorsOf(entries.map(({ chunk }) => chunk.id))
      const records = entries.flatMap(({ chunk }) => {
        const vector = known.get(chunk.id)
        const chunkId = chunkIdOf(version, chunk.ordinal)
        return vector === undefined ? [] : [{ chunkId, version, vector, labels: indexedLabels(copied) }]
      })
      await registry.announce(version)
      await vectors.upsert(records)
      const chunks = entries.map((entry) => ({
        ...entry,
        chunk: { ...entry.chunk, id: chunkIdOf(version, entry.chunk.ordinal) },
      }))
      await registry.publish(copied, extracted, chunks)
    }
    page = await registry.page(page.at(-1)?.id, pageSize)
  }
}
