import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { groupsOf } from '../../../src/domain/access/access-label.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'
import { zipFile } from '../../support/files/zip-file.ts'

let harness: ReturnType<typeof createIngestHarness>

beforeEach(() => {
  harness = createIngestHarness()
})

afterEach(() => harness.remove())

const page = (words: string) => `# ${words}\n\nThis page is about ${words}.\n`
const zip = (files: Readonly<Record<string, string | Uint8Array>>) =>
  zipFile(Object.entries(files).map(([name, content]) => ({ name, content })))

describe('an archive', () => {
  test('gives a document for each file in it, at its path inside', async () => {
    await harness.write({
      'hr.zip': zip({ 'leave.md': page('leave'), '差旅/高铁.md': page('trains') }),
      'a.md': page('a'),
    })
    const report = await harness.ingest()

    expect(report).toMatchObject({ added: 3, failed: 0, documentsInIndex: 3 })
    expect(await harness.paths()).toEqual(['a.md', 'hr.zip/leave.md', 'hr.zip/差旅/高铁.md'])
    expect((await harness.verify()).differences).toEqual([])
  })

  test('[P7] is not opened again while it is the same', async () => {
    await harness.write({ 'hr.zip': zip({ 'leave.md': page('leave') }), 'hr.zip.txt': page('other') })
    await harness.ingest()
    harness.parsed.length = 0
    const report = await harness.ingest()

    expect(report).toMatchObject({ unchanged: 3, removed: 0, failed: 0 })
    expect(harness.parsed).toEqual([])
  })

  test('[P4] takes along what has left it, and everything when it is deleted', async () => {
    await harness.write({
      'hr.zip': zip({ 'leave.md': page('leave'), 'travel.md': page('travel') }),
      'a.md': page('a'),
    })
    await harness.ingest()
    await harness.write({ 'hr.zip': zip({ 'leave.md': page('leave'), 'new.md': page('new') }) })
    const second = await harness.ingest()
    const between = await harness.paths()
    await rm(join(harness.root, 'hr.zip'))
    const third = await harness.ingest()

    expect(second).toMatchObject({ added: 1, removed: 1 })
    expect(between).toEqual(['a.md', 'hr.zip/leave.md', 'hr.zip/new.md'])
    expect(third).toMatchObject({ removed: 2 })
    expect(await harness.paths()).toEqual(['a.md'])
    expect((await harness.verify()).differences).toEqual([])
  })

  test('[P2] gives its own labels to what it holds, unless label files inside say otherwise', async () => {
    await harness.write({
      'hr.zip': zip({ 'plan.md': page('plan'), 'open.md': page('open'), 'open.md.meta.yaml': 'groups: [everyone]' }),
      'hr.zip.meta.yaml': 'groups: [board]\nclassification: restricted',
    })
    await harness.ingest()

    const [plan, open] = [await harness.document('hr.zip/plan.md'), await harness.document('hr.zip/open.md')]
    expect(plan && [groupsOf(plan.accessLabel), plan.classification]).toEqual([['board'], 'restricted'])
    expect(open && [groupsOf(open.accessLabel), open.classification]).toEqual([['everyone'], 'restricted'])
  })

  test('[P2] hands new labels on to what it holds without embedding it again', async () => {
    await harness.write({ 'hr.zip': zip({ 'plan.md': page('plan') }) })
    await harness.ingest()
    harness.embedded.length = 0
    await harness.write({ 'hr.zip.meta.yaml': 'groups: [board]' })
    await harness.ingest()

    const plan = await harness.document('hr.zip/plan.md')
    expect(plan && groupsOf(plan.accessLabel)).toEqual(['board'])
    expect(harness.embedded).toEqual([])
  })

  test('[P8] that is damaged is reported and leaves what was read of it before', async () => {
    await harness.write({ 'hr.zip': zip({ 'leave.md': page('leave') }) })
    await harness.ingest()
    await harness.write({ 'hr.zip': 'PK\u0003\u0004 cut off' })
    const report = await harness.ingest()
    const again = await harness.ingest()

    expect(report).toMatchObject({ failed: 1, removed: 0, failures: [{ path: 'hr.zip' }] })
    expect(again).toMatchObject({ failed: 1, removed: 0 })
    expect(await harness.paths()).toEqual(['hr.zip/leave.md'])
  })

  test('[P8] reports a broken file in it by its path inside, and reads the others', async () => {
    await harness.write({ 'hr.zip': zip({ 'leave.md': page('leave'), 'broken.md': new Uint8Array([0, 1, 0, 2, 0]) }) })
    const first = await harness.ingest()
    const second = await harness.ingest()

    expect(first).toMatchObject({ failed: 1, failures: [{ path: 'hr.zip/broken.md' }] })
    expect(second).toMatchObject({ failed: 1, failures: [{ path: 'hr.zip/broken.md' }] })
    expect(await harness.paths()).toEqual(['hr.zip/leave.md'])
  })

  test('in an archive is read too, but not without end', async () => {
    const nested = (depth: number): Uint8Array =>
      depth === 0
        ? zip({ 'deep.md': page('deep') })
        : zip({ [`${depth}.zip`]: nested(depth - 1), [`${depth}.md`]: page(`level ${depth}`) })
    await harness.write({ 'top.zip': nested(4) })
    const report = await harness.ingest()

    expect(await harness.paths()).toEqual(['top.zip/4.md', 'top.zip/4.zip/3.md', 'top.zip/4.zip/3.zip/2.md'])
    expect(report.failures).toEqual([expect.objectContaining({ reason: expect.stringContaining('nested') })])
  })
})

describe('a mail', () => {
  const mail = (attachment: string) =>
    [
      'From: Eve <eve@example.com>',
      'To: hr@example.com',
      'Subject: Offer',
      'Date: Mon, 06 Apr 2026 09:00:00 +0200',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Here is our offer.',
      '--b',
      'Content-Type: text/markdown; name=offer.md',
      'Content-Disposition: attachment; filename=offer.md',
      '',
      attachment,
      '--b--',
      '',
    ].join('\r\n')

  test('is a document, and so is what is attached to it', async () => {
    await harness.write({ 'offer.eml': mail('# Prices\n\nOne hundred a day.\n') })
    const report = await harness.ingest()
    const again = await harness.ingest()

    expect(report).toMatchObject({ added: 2, failed: 0 })
    expect(again).toMatchObject({ unchanged: 2, removed: 0 })
    expect(await harness.paths()).toEqual(['offer.eml', 'offer.eml/offer.md'])
    expect((await harness.document('offer.eml'))?.date).toBe('2026-04-06')
    expect((await harness.verify()).differences).toEqual([])
  })

  test('[P2] does not decide who may read what is attached to it', async () => {
    const attachment = '---\ngroups: [everyone]\nclassification: public\ntitle: Prices\n---\n# P\n\nOne hundred.\n'
    await harness.write({ 'offer.eml': mail(attachment), 'offer.eml.meta.yaml': 'groups: [board]' })
    await harness.ingest()

    const document = await harness.document('offer.eml/offer.md')
    expect(document && [groupsOf(document.accessLabel), document.classification, document.title]).toEqual([
      ['board'],
      'internal',
      'Prices',
    ])
  })
})
