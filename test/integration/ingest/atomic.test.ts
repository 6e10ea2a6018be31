import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import { createRollback } from '../../../ingest/upkeep/rollback.ts'
import { type OpenRecords, recordAdapters } from '../../support/databases.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

for (const { name, open } of recordAdapters) {
  describe(`an atomic ingest, with records in ${name}`, () => {
    let opened: OpenRecords
    let harness: ReturnType<typeof createIngestHarness>

    beforeEach(async () => {
      opened = await open()
      harness = createIngestHarness({ records: opened.records })
      await harness.write({ 'a.md': text('alpha one'), 'b.md': text('beta one'), 'c.md': text('gamma one') })
      await harness.ingest()
    })

    afterEach(async () => {
      harness.remove()
      await opened.close()
    })

    const text = (words: string) => `# ${words}\n\nThis page is about ${words}.\n`
    const titles = async () => (await harness.parts.registry.ofSource('handbook')).map(({ title }) => title)
    const found = async (word: string) =>
      (await opened.records.keywordIndex.search([word], 10, { all: true }, {})).length
    const rollback = () => createRollback(harness.parts)('handbook', 'tester', new AbortController().signal)

    async function change(): Promise<void> {
      await harness.write({ 'a.md': text('alpha two'), 'd.md': text('delta two') })
      await rm(join(harness.root, 'c.md'))
    }

    test('shows nothing before the end, and everything then', async () => {
      await change()
      let before: Promise<readonly string[]> | undefined
      await harness.ingest({ atomic: true }, (event) => {
        if (event.type === 'publishing') before = titles()
      })

      expect(await before).toEqual(['alpha one', 'beta one', 'gamma one'])
      expect(await titles()).toEqual(['alpha two', 'beta one', 'delta two'])
      expect([await found('two'), await found('gamma')]).toEqual([2, 0])
      expect((await harness.verify()).differences).toEqual([])
    })

    test('that is interrupted leaves everything as it was, and goes on later', async () => {
      await change()
      await expect(
        harness.ingest({ atomic: true }, (event) => {
          if (event.type === 'publishing') throw new Error('The power failed.')
        }),
      ).rejects.toThrow('The power failed.')
      const between = await titles()
      harness.embedded.length = 0
      const report = await harness.ingest({ atomic: true })

      expect(between).toEqual(['alpha one', 'beta one', 'gamma one'])
      expect(report).toMatchObject({ added: 1, changed: 1, removed: 1, chunksWritten: 0 })
      expect(harness.embedded).toEqual([])
      expect(await titles()).toEqual(['alpha two', 'beta one', 'delta two'])
    })

    test('can be taken back as a whole, once', async () => {
      await change()
      await harness.ingest({ atomic: true })
      const publication = await rollback()

      expect(publication).toEqual({ published: 2, removed: 1 })
      expect(await titles()).toEqual(['alpha one', 'beta one', 'gamma one'])
      expect([await found('two'), await found('gamma')]).toEqual([0, 1])
      expect((await harness.verify()).differences.filter(({ kind }) => !kind.startsWith('file-'))).toEqual([])
      await expect(rollback()).rejects.toMatchObject({ code: 'not-found' })
    })

    test('[P2] taken back brings former text back, not former readers', async () => {
      await change()
      await harness.ingest({ atomic: true })
      await harness.write({ 'access.yaml': 'rules:\n  - path: a.md\n    groups: [board]\n' })
      await harness.ingest()
      await rollback()

      const document = await harness.document('a.md')
      expect([document?.title, document?.accessLabel]).toEqual(['alpha one', accessLabelOf(['board'])])
    })

    test('[P4] keeps nothing of a document that was removed on purpose', async () => {
      await change()
      await harness.ingest({ atomic: true })
      const document = await harness.document('a.md')
      await harness.parts.registry.remove([document?.id ?? ''])
      await rollback()

      expect(await titles()).toEqual(['beta one', 'gamma one'])
    })

    test('keeps one publication to go back to, not more', async () => {
      await change()
      await harness.ingest({ atomic: true })
      await harness.write({ 'a.md': text('alpha three') })
      await harness.ingest({ atomic: true })
      await rollback()

      expect(await titles()).toEqual(['alpha two', 'beta one', 'delta two'])
      await expect(rollback()).rejects.toMatchObject({ code: 'not-found' })
    })
  })
}
