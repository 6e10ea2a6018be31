import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import { createRemoveDocuments } from '../../../ingest/documents/remove-documents.ts'
import { indexedLabels } from '../../../ingest/store.ts'
import { entryWith } from '../../contract/answer-cache.contract.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'
import { questionText } from '../../../src/domain/privacy/sourced-text.ts'

let harness: ReturnType<typeof createIngestHarness>

beforeEach(async () => {
  harness = createIngestHarness()
  await harness.write({
    'leave.md': '# Leave\n\nThirty days.\n\n## Sickness\n\nCall your manager.\n',
    '差旅.md': '# 差旅\n\n员工出差应当乘坐高铁。\n',
  })
  await harness.ingest()
})

afterEach(() => harness.remove())

const kinds = async (repair = false) => (await harness.verify(repair)).differences.map(({ kind, path }) => [kind, path])

async function leave() {
  const document = await harness.document('leave.md')
  if (document === undefined) throw new Error('leave.md is not indexed.')
  return document
}

describe('verify', () => {
  test('finds nothing after an ingest', async () => {
    expect(await harness.verify()).toMatchObject({
      documents: 2,
      chunks: 3,
      vectors: 3,
      differences: [],
      repaired: false,
    })
  })

  test('names files that are new, changed or gone, and repairs them by reading them', async () => {
    await harness.write({ 'new.md': '# New\n\nText.\n', 'leave.md': '# Leave\n\nForty days.\n' })
    await rm(join(harness.root, '差旅.md'))

    expect(new Set(await kinds())).toEqual(
      new Set([
        ['file-changed', 'leave.md'],
        ['file-gone', '差旅.md'],
        ['file-not-indexed', 'new.md'],
      ]),
    )
    expect(await harness.verify(true)).toMatchObject({ differences: [], repaired: true, documents: 2 })
    expect((await kinds()).length).toBe(0)
  })

  test('names documents whose vectors are lost, and embeds them again', async () => {
    await harness.parts.vectors.deleteVersions([(await leave()).version])

    expect(await kinds()).toEqual([['vectors-missing', 'leave.md']])
    expect(await harness.verify(true)).toMatchObject({ differences: [], repaired: true })
    expect(await harness.parts.vectors.count()).toBe(3)
  })

  test('names vectors of nothing that is known, and deletes them', async () => {
    const labels = indexedLabels(await leave())
    const vector = (await harness.parts.embedder.embed([questionText('stray')], 'query'))[0] ?? new Float32Array()
    await harness.parts.vectors.upsert([{ chunkId: 'ghost:0', version: 'ghost', vector, labels }])

    expect(await kinds()).toEqual([['vectors-left-over', undefined]])
    expect(await harness.verify(true)).toMatchObject({ differences: [], repaired: true })
    expect(await harness.parts.vectors.count()).toBe(3)
  })

  test('[P2] names vectors that would be shown to other readers, and labels them anew', async () => {
    const document = await leave()
    await harness.parts.vectors.relabel(document.version, {
      ...indexedLabels(document),
      accessLabel: accessLabelOf(['everyone']),
    })

    expect(await kinds()).toEqual([['vector-labels-differ', 'leave.md']])
    expect(await harness.verify(true)).toMatchObject({ differences: [], repaired: true })
  })

  test('[P4] names remembered answers that rest on a removed document, and lets go of them', async () => {
    const document = await leave()
    await harness.cache.put({ ...entryWith('k'), versions: new Map([[document.id, document.version]]) })
    const before = await harness.verify()
    await createRemoveDocuments({
      ...harness.parts,
      uploads: { source: 'uploads', folder: harness.root },
    })({ documentIds: [document.id] }, 'tester', new AbortController().signal)
    const kindsAfter = (await kinds()).map(([kind]) => kind)

    expect(before).toMatchObject({ cachedAnswers: 1, differences: [] })
    expect(kindsAfter).toEqual(['file-not-indexed', 'cached-answer-stale'])
    await harness.verify(true)
    expect(await harness.cache.list()).toEqual([])
  })

  test('of a source that is not known says which are', async () => {
    const request = { source: 'wiki', repair: false, actor: 'tester' }
    await expect(harness.verifyRequest(request)).rejects.toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('handbook'),
    })
  })
})
