import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { GuardedEmbedder } from '../../../src/ports/guarded-embedder.ts'
import { createReindex } from '../../../ingest/upkeep/reindex.ts'
import { type OpenRecords, recordAdapters } from '../../support/databases.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

for (const { name, open } of recordAdapters) {
  describe(`a reindex, with records in ${name}`, () => {
    let opened: OpenRecords
    let harness: ReturnType<typeof createIngestHarness>

    beforeEach(async () => {
      opened = await open()
      harness = createIngestHarness({ records: opened.records, embedderId: 'former-model' })
      await harness.write({
        'leave.md': '# Leave\n\nThirty days.\n\n## Sickness\n\nCall your manager.\n',
        'travel.md': '# Travel\n\nBy train.\n',
      })
      await harness.ingest()
    })

    afterEach(async () => {
      harness.remove()
      await opened.close()
    })

    const reindex = (signal = new AbortController().signal, onDone: (done: number) => void = () => undefined) =>
      createReindex({ ...harness.parts, embedder: harness.embedderNamed('new-model') })(
        ({ done }) => onDone(done),
        signal,
      )

    test('builds an index for the new model beside the live one and puts it in its place', async () => {
      const before = await harness.document('leave.md')
      const report = await reindex()
      const identity = await harness.parts.registry.indexIdentity()
      const after = await harness.document('leave.md')

      expect(report).toMatchObject({ documents: 2, chunks: 3, embedder: 'new-model' })
      expect(identity?.id).toBe('new-model')
      expect(identity?.collection).not.toBe('first')
      expect(after?.version).not.toBe(before?.version)
      expect(await harness.parts.registry.extracted(after?.id ?? '', before?.version ?? '')).toBeDefined()
      expect((await harness.verify()).differences).toEqual([])
    })

    test('leaves the live index as it is until the end', async () => {
      const seen: unknown[] = []
      const embedder = harness.embedderNamed('new-model')
      const watching: GuardedEmbedder = {
        ...embedder,
        async identity(signal) {
          seen.push((await harness.parts.registry.indexIdentity())?.id)
          return embedder.identity(signal)
        },
      }
      await createReindex({ ...harness.parts, embedder: watching })(() => undefined, new AbortController().signal)

      expect(new Set(seen)).toEqual(new Set(['former-model']))
    })

    test('that was interrupted goes on where it stopped', async () => {
      const stop = new AbortController()
      await expect(reindex(stop.signal, () => stop.abort(new Error('Interrupted.')))).rejects.toThrow('Interrupted.')
      harness.embedded.length = 0
      const report = await reindex()

      expect(harness.embedded.length).toBeLessThan(3)
      expect(report.documents).toBe(2)
      expect((await harness.verify()).differences).toEqual([])
    })

    test('needs no second reading of the files afterwards', async () => {
      await reindex()
      const next = createIngestHarness({ records: opened.records, embedderId: 'new-model', like: harness })
      next.parsed.length = 0
      const report = await next.ingest()

      expect(report).toMatchObject({ files: 2, unchanged: 2 })
      expect(next.parsed).toEqual([])
      next.remove()
    })

    test('drops the former index with the next ingest', async () => {
      await reindex()
      const next = createIngestHarness({ records: opened.records, embedderId: 'new-model', like: harness })
      await next.ingest()

      expect([...harness.collections.keys()]).not.toContain('first')
      expect(await harness.parts.registry.retiredCollections()).toEqual([])
      next.remove()
    })

    test('is needed before documents are ingested with another model', async () => {
      const next = createIngestHarness({ records: opened.records, embedderId: 'new-model', like: harness })

      await expect(next.ingest()).rejects.toMatchObject({
        code: 'embedder-mismatch',
        hint: expect.stringContaining('lorekeep reindex'),
      })
      next.remove()
    })
  })
}
