import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { groupsOf } from '../../../src/domain/access/access-label.ts'
import { createRemoveDocuments } from '../../../ingest/documents/remove-documents.ts'
import { createRollback } from '../../../ingest/upkeep/rollback.ts'
import { createUploadDocument } from '../../../ingest/documents/upload-document.ts'
import { type OpenRecords, recordAdapters } from '../../support/databases.ts'
import { policyWith } from '../../support/policies.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'
import { zipFile } from '../../support/files/zip-file.ts'

const page = (words: string) => `# ${words}\n\nThis page is about ${words}.\n`
const zip = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipFile(Object.entries(files).map(([name, content]) => ({ name, content })))

for (const { name, open } of recordAdapters) {
  describe(`with records in ${name}`, () => {
    let opened: OpenRecords
    let harness: ReturnType<typeof createIngestHarness>

    beforeEach(async () => {
      opened = await open()
      harness = createIngestHarness({ records: opened.records })
    })

    afterEach(async () => {
      harness.remove()
      await opened.close()
    })

    const signal = () => new AbortController().signal
    const rollback = () => createRollback(harness.parts)('handbook', 'tester', signal())
    const removeSource = () =>
      createRemoveDocuments({ ...harness.parts, uploads: { source: 'uploads', folder: harness.root } })(
        { source: 'handbook' },
        'tester',
        signal(),
      )
    const differences = async () => (await harness.verify()).differences
    const readersOf = async (path: string) => groupsOf((await harness.document(path))?.accessLabel ?? ('' as never))

    test('a file that was moved over another one is there with what it holds now', async () => {
      await harness.write({ 'x.md': page('old'), 'y.md': page('new') })
      await harness.ingest()
      await rename(join(harness.root, 'y.md'), join(harness.root, 'x.md'))
      await harness.ingest()

      expect(await harness.paths()).toEqual(['x.md'])
      expect((await harness.document('x.md'))?.title).toBe('new')
      expect(await differences()).toEqual([])
    })

    test('an archive keeps what it holds when it is renamed', async () => {
      await harness.write({ 'a.zip': zip({ 'one.md': page('one'), 'two.md': page('two') }) })
      await harness.ingest()
      harness.embedded.length = 0
      await rename(join(harness.root, 'a.zip'), join(harness.root, 'b.zip'))
      const report = await harness.ingest()

      expect(report.failures).toEqual([])
      expect(await harness.paths()).toEqual(['b.zip/one.md', 'b.zip/two.md'])
      expect(harness.embedded).toEqual([])
    })

    test('a copy in an archive outlives the file that it is a copy of', async () => {
      await harness.write({ 'a.md': page('one'), 'z.zip': zip({ 'one.md': page('one') }), 'other.md': page('other') })
      await harness.ingest()
      await rm(join(harness.root, 'a.md'))
      await harness.ingest()

      expect(await harness.paths()).toEqual(['other.md', 'z.zip/one.md'])
    })

    test('a copy elsewhere outlives its original when only the folder of that is ingested', async () => {
      await harness.write({ 'a/x.md': page('x'), 'b/x.md': page('x'), 'a/o.md': page('o') })
      await harness.ingest()
      await rm(join(harness.root, 'a/x.md'))
      await harness.ingest({ places: [join(harness.root, 'a')] })

      expect(await harness.paths()).toEqual(['a/o.md', 'b/x.md'])
    })

    test('a copy is not shown to fewer people because its original is', async () => {
      await harness.write({ 'a.md': page('a'), 'b.md': page('a') })
      await harness.ingest()
      const [stored = ''] = await harness.paths()
      await harness.write({ [`${stored}.meta.yaml`]: 'groups: [board]' })
      await harness.ingest()

      expect((await harness.paths()).length).toBe(2)
      expect([await readersOf('a.md'), await readersOf('b.md')].map(String).toSorted()).toEqual(['board', 'staff'])
    })

    test('many copies at once are stored once each', async () => {
      const files = Array.from({ length: 20 }, (_, at) => [
        [`d${at}/a.md`, page(`q${at}`)],
        [`d${at}/b.md`, page(`q${at}`)],
      ]).flat()
      await harness.write(Object.fromEntries(files))
      const report = await harness.ingest()

      expect(report).toMatchObject({ added: 20, duplicate: 20, failed: 0 })
    })

    test('[P7] a run that is killed between noting a copy and removing what was there leaves nothing old', async () => {
      await harness.write({ 'a.md': page('new'), 'b.md': page('old'), 'z.md': page('z') })
      await harness.ingest()
      await harness.write({ 'b.md': page('new') })
      const remove = harness.parts.registry.remove.bind(harness.parts.registry)
      Object.assign(harness.parts.registry, { remove: () => Promise.reject(new Error('Killed.')) })
      await expect(harness.ingest()).rejects.toThrow('Killed.')
      Object.assign(harness.parts.registry, { remove })
      await harness.ingest()

      expect(await harness.paths()).toEqual(['a.md', 'z.md'])
      expect(await differences()).toEqual([])
    })

    test('[P4] a source that was removed leaves nothing, and can be ingested anew with its archives', async () => {
      await harness.write({ 'a.md': page('a'), 'b.md': page('b'), 'z.zip': zip({ 'one.md': page('one') }) })
      await harness.ingest()
      await rm(join(harness.root, 'b.md'))
      await harness.ingest({ atomic: true })
      await removeSource()
      const proof = await harness.verify()

      expect(proof).toMatchObject({ documents: 0, vectors: 0, hiddenVersions: 0, differences: [] })
      await expect(rollback()).rejects.toMatchObject({ code: 'not-found' })
      await harness.ingest()
      expect(await harness.paths()).toEqual(['a.md', 'z.zip/one.md'])
    })

    test('[P4] a run that waited does not bring back a source that was removed meanwhile', async () => {
      await harness.write({ 'a.md': page('a') })
      await harness.ingest()
      await removeSource()

      await expect(harness.ingest({ isKnown: true })).rejects.toMatchObject({ code: 'conflict' })
      expect(await harness.parts.registry.sources()).toEqual([])
    })

    test('[P2] a file that cannot be read any more is closed when its labels change', async () => {
      await harness.write({ 'a.md': page('a') })
      await harness.ingest()
      await harness.write({ 'a.md': '' })
      await harness.ingest()
      await harness.write({ 'a.md.meta.yaml': 'groups: [board]' })
      await harness.ingest()

      expect(await readersOf('a.md')).toEqual([])
    })

    test('[P2] an atomic run that goes on publishes the labels of now', async () => {
      await harness.write({ 'a.md': page('a') })
      await expect(
        harness.ingest({ atomic: true }, (event) => {
          if (event.type === 'publishing') throw new Error('Killed.')
        }),
      ).rejects.toThrow('Killed.')
      await harness.write({ 'a.md.meta.yaml': 'groups: [board]' })
      await harness.ingest({ atomic: true })

      expect(await readersOf('a.md')).toEqual(['board'])
      expect(await differences()).toEqual([])
    })

    test('[P1] going back to a text goes back to its classification', async () => {
      harness.follow(policyWith({ raises: { EMAIL: 'restricted' } }))
      await harness.write({ 'a.md': '# A\n\nWrite to jo@example.com about it.\n' })
      await harness.ingest()
      await harness.write({ 'a.md': '# A\n\nWrite to the office about it.\n' })
      await harness.ingest({ atomic: true })
      const between = (await harness.document('a.md'))?.classification
      await rollback()

      expect([between, (await harness.document('a.md'))?.classification]).toEqual(['internal', 'restricted'])
    })

    test('an archive is read again after a publication of it was taken back', async () => {
      await harness.write({ 'z.zip': zip({ 'one.md': page('one') }) })
      await harness.ingest()
      await harness.write({ 'z.zip': zip({ 'one.md': page('uno'), 'two.md': page('two') }) })
      await harness.ingest({ atomic: true })
      await rollback()
      await harness.ingest()

      expect(await harness.paths()).toEqual(['z.zip/one.md', 'z.zip/two.md'])
      expect((await harness.document('z.zip/one.md'))?.title).toBe('uno')
    })

    test('an archive in an archive that breaks leaves what was read of it before', async () => {
      await harness.write({ 'o.zip': zip({ 'i.zip': zip({ 'one.md': page('one') }), 'n.md': page('n') }) })
      await harness.ingest()
      await harness.write({ 'o.zip': zip({ 'i.zip': 'broken', 'n.md': page('n') }) })
      await harness.ingest()

      expect(await harness.paths()).toEqual(['o.zip/i.zip/one.md', 'o.zip/n.md'])
    })

    test('[P7] versions are told apart although the run before was killed at that', async () => {
      const rules = Array.from({ length: 60 }, (_, at) => `Rule ${at} sends team ${at * 7} to desk ${at * 13}.`).join(
        ' ',
      )
      await harness.write({ 'h-2023.md': `${rules} Old.`, 'h-2024.md': `${rules} New.` })
      const withSketch = harness.parts.registry.withSketch.bind(harness.parts.registry)
      Object.assign(harness.parts.registry, { withSketch: () => Promise.reject(new Error('Killed.')) })
      await expect(harness.ingest()).rejects.toThrow('Killed.')
      Object.assign(harness.parts.registry, { withSketch })
      await harness.ingest()
      const newer = await harness.document('h-2024.md')
      const marked = (await harness.document('h-2023.md'))?.supersededBy
      await rm(join(harness.root, 'h-2024.md'))
      await harness.ingest()

      expect(marked).toBe(newer?.id)
      expect((await harness.document('h-2023.md'))?.supersededBy).toBeUndefined()
    })

    test('[P10] an upload that copies another one costs nothing that was there', async () => {
      const upload = createUploadDocument(
        harness.root,
        (request) => harness.ingest(request),
        harness.parts.registry,
        harness.parts.sourceFiles,
      )
      const put = (fileName: string, text: string) =>
        upload({ fileName, bytes: Buffer.from(text), groups: ['staff'] }, 'tester', signal())
      await put('a.md', page('one'))
      await put('b.md', page('two'))
      const copy = await put('b.md', page('one'))
      await expect(put('a.md', '\0\0\0')).rejects.toMatchObject({ code: 'document-unreadable' })

      expect(copy.title).toBe('one')
      expect(await readFile(join(harness.root, 'a.md'), 'utf8')).toBe(page('one'))
      expect((await harness.parts.registry.ofSource('uploads')).map(({ title }) => title)).toEqual(['one'])
    })
  })
}
