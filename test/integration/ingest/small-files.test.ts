import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type OpenRecords, recordAdapters } from '../../support/databases.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

const files = Object.fromEntries(
  Array.from({ length: 60 }, (_, at) => [`rule-${at}.md`, `# Rule ${at}\n\nRule number ${at} holds.\n`]),
)

for (const { name, open } of recordAdapters) {
  describe(`many small files, with records in ${name}`, () => {
    let opened: OpenRecords
    let harness: ReturnType<typeof createIngestHarness>

    beforeEach(async () => {
      opened = await open()
      harness = createIngestHarness({ records: opened.records })
      await harness.write(files)
    })

    afterEach(async () => {
      harness.remove()
      await opened.close()
    })

    test('are written to the vector index together', async () => {
      const { vectors } = harness.parts
      const upsert = vectors.upsert.bind(vectors)
      const batches: number[] = []
      Object.assign(vectors, {
        // The first call takes as long as the model needs for half of the files.
        upsert: async (...call: Parameters<typeof upsert>) => {
          batches.push(call[0].length)
          while (harness.embedded.length < 30) await nextTurn()
          await upsert(...call)
        },
      })
      const report = await harness.ingest()

      expect(report).toMatchObject({ added: 60, chunksWritten: 60, failed: 0 })
      expect(batches.length).toBeLessThan(35)
      expect(batches.reduce((sum, size) => sum + size, 0)).toBe(60)
      expect((await harness.verify()).differences).toEqual([])
    })

    test('[P7] are whole or not there when a run ends between writing vectors and showing them', async () => {
      const { registry } = harness.parts
      const publish = registry.publish.bind(registry)
      let published = 0
      Object.assign(registry, {
        publish: (...call: Parameters<typeof publish>) => {
          published += 1
          return published > 10 ? Promise.reject(new Error('Killed.')) : publish(...call)
        },
      })
      await expect(harness.ingest()).rejects.toThrow('Killed.')
      const left = await registry.ofSource('handbook')
      Object.assign(registry, { publish })
      const report = await harness.ingest()

      expect(left).toHaveLength(10)
      expect(left.filter(({ chunks }) => chunks !== 1)).toEqual([])
      expect(report).toMatchObject({ added: 50, unchanged: 10 })
      expect(await harness.verify()).toMatchObject({ documents: 60, vectors: 60, differences: [] })
    })
  })
}
