import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { administrator } from '../../../src/access/sign-in.ts'
import { createRetrieve } from '../../../src/answering/retrieval/retrieve.ts'
import { createIngestHarness } from '../../support/ingest/ingest-harness.ts'

let harness: ReturnType<typeof createIngestHarness>

beforeEach(() => {
  harness = createIngestHarness()
})

afterEach(() => harness.remove())

const leave = '# Leave\n\nEveryone has thirty days of leave.\n'

/** Enough different words to be compared with other texts. */
function handbook(changed = ''): string {
  const sentences = Array.from(
    { length: 40 },
    (_, at) => `Rule ${at} says that team ${at * 7} keeps record ${at * 13}.`,
  )
  return `# Handbook\n\n${sentences.join(' ')} ${changed}\n`
}

const byText = (a: string, b: string) => a.localeCompare(b)

async function duplicatesOf(path: string) {
  const document = await harness.document(path)
  const duplicates = await harness.parts.sourceFiles.duplicatesOf([document?.id ?? ''])
  return duplicates.map((duplicate) => duplicate.path)
}

describe('files of the same content', () => {
  test('are stored once, with all their paths', async () => {
    await harness.write({ 'a/leave.md': leave, 'b/leave.md': leave, 'c/copy.md': leave })
    const report = await harness.ingest()
    const again = await harness.ingest()

    expect(report).toMatchObject({ files: 3, added: 1, duplicate: 2, documentsInIndex: 1 })
    expect(again).toMatchObject({ files: 3, unchanged: 3 })
    const [path = ''] = await harness.paths()
    expect([path, ...(await duplicatesOf(path))].toSorted(byText)).toEqual(['a/leave.md', 'b/leave.md', 'c/copy.md'])
  })

  test('are cited with all their paths, and found by any of them', async () => {
    await harness.write({ 'a/leave.md': leave, 'b/leave.md': leave, 'other.md': '# Leave\n\nLeave of others.\n' })
    await harness.ingest()
    const retrieve = createRetrieve({ ...harness.parts, keywords: harness.keywords, rerank: async () => [] })
    const signal = new AbortController().signal
    const found = await Promise.all(
      ['a/leave.md', 'b/leave.md'].map((source) =>
        retrieve('How many days of leave?', administrator, { source }, 5, signal),
      ),
    )

    const paths = found.map((passages) =>
      passages.map(({ source, alsoAt = [] }) => [source, ...alsoAt].toSorted(byText)),
    )
    expect(paths).toEqual([[['a/leave.md', 'b/leave.md']], [['a/leave.md', 'b/leave.md']]])
  })

  test('are documents of their own where other people may read them', async () => {
    await harness.write({ 'a/leave.md': leave })
    await harness.ingest()
    await harness.write({ 'b/leave.md': leave, 'b/leave.md.meta.yaml': 'groups: [board]' })
    const report = await harness.ingest()

    expect(report).toMatchObject({ added: 1, duplicate: 0, chunksReused: 1 })
    expect(harness.embedded).toHaveLength(1)
  })

  test('[P4] stay findable when the one that is stored is deleted', async () => {
    await harness.write({ 'a.md': leave, 'b.md': leave })
    await harness.ingest()
    const [stored = ''] = await harness.paths()
    const other = stored === 'a.md' ? 'b.md' : 'a.md'
    harness.embedded.length = 0
    await rm(join(harness.root, stored))
    const report = await harness.ingest()

    expect(report).toMatchObject({ files: 1, added: 1, removed: 1 })
    expect(await harness.paths()).toEqual([other])
    expect(harness.embedded).toEqual([])
    expect((await harness.verify()).differences).toEqual([])
  })

  test('part when one of them changes', async () => {
    await harness.write({ 'a.md': leave, 'b.md': leave })
    await harness.ingest()
    const [stored = ''] = await harness.paths()
    await harness.write({ [stored]: '# Leave\n\nEveryone has forty days.\n' })
    await harness.ingest()
    const report = await harness.ingest()

    expect(await harness.paths()).toEqual(['a.md', 'b.md'])
    expect(report).toMatchObject({ files: 2, unchanged: 2 })
  })

  test('become one when a document turns into the copy of another', async () => {
    await harness.write({ 'a.md': leave, 'b.md': '# Travel\n\nBy train.\n' })
    await harness.ingest()
    await harness.write({ 'b.md': leave })
    await harness.ingest()

    expect(await harness.paths()).toEqual(['a.md'])
    expect(await duplicatesOf('a.md')).toEqual(['b.md'])
    expect((await harness.verify()).differences).toEqual([])
  })
})

describe('documents of nearly the same text', () => {
  test('are marked as superseded by the one with the newest date', async () => {
    await harness.write({
      'handbook-a.md': `---\ndate: 2023-01-01\n---\n${handbook()}`,
      'handbook-b.md': `---\ndate: 2024-01-01\n---\n${handbook('Rule forty-one is new.')}`,
    })
    await harness.ingest()

    const [older, newer] = [await harness.document('handbook-a.md'), await harness.document('handbook-b.md')]
    expect(older?.supersededBy).toBe(newer?.id)
    expect(newer?.supersededBy).toBeUndefined()
  })

  test('are told apart by the numbers in their names', async () => {
    await harness.write({ '员工手册v2.md': handbook('Two.'), '员工手册v10.md': handbook('Ten.') })
    await harness.ingest()

    const newer = await harness.document('员工手册v10.md')
    expect((await harness.document('员工手册v2.md'))?.supersededBy).toBe(newer?.id)
  })

  test('are marked as similar where nothing tells which is newer', async () => {
    await harness.write({ 'one.md': handbook('One.'), 'two.md': handbook('Two.') })
    await harness.ingest()

    const relations = [await harness.document('one.md'), await harness.document('two.md')]
    expect(relations.map((document) => document?.supersededBy)).toEqual([undefined, undefined])
    expect(relations.map((document) => document?.similarTo)).toEqual([relations[1]?.id, relations[0]?.id])
  })

  test('are left alone when they say different things', async () => {
    await harness.write({
      'a-1.md': handbook(),
      'a-2.md': `# Other\n\n${'Entirely different words stand here. '.repeat(30)}\n`,
    })
    await harness.ingest()

    const document = await harness.document('a-1.md')
    expect([document?.supersededBy, document?.similarTo]).toEqual([undefined, undefined])
  })
})

describe('a superseded document', () => {
  test('answers behind the one that took its place', async () => {
    await harness.write({
      'rules-2023.md': handbook('Rule of 2023.'),
      'rules-2024.md': handbook('Rule of 2024.'),
    })
    await harness.ingest()
    const retrieve = createRetrieve({ ...harness.parts, keywords: harness.keywords, rerank: async () => [] })
    const signal = new AbortController().signal
    const passages = await retrieve('Which team keeps record 13 by rule 1 of 2023?', administrator, {}, 10, signal)
    const sources = passages.map(({ source }) => source)

    expect(sources.indexOf('rules-2024.md')).toBeLessThan(sources.indexOf('rules-2023.md'))
  })
  test('[P2] is the newest for readers who may not read the newer one', async () => {
    await harness.write({
      'rules-2023.md': handbook('Rule of 2023.'),
      'rules-2024.md': handbook('Rule of 2024.'),
      'rules-2024.md.meta.yaml': 'groups: [board]',
    })
    await harness.ingest()
    const retrieve = createRetrieve({ ...harness.parts, keywords: harness.keywords, rerank: async () => [] })
    const signal = new AbortController().signal
    const staff = { id: 'eve', kind: 'user', name: 'Eve', groups: ['staff'] } as const
    const passages = await retrieve('Which team keeps record 13 by rule 1 of 2023?', staff, {}, 10, signal)

    expect(new Set(passages.map(({ source, supersededBy }) => [source, supersededBy].join()))).toEqual(
      new Set(['rules-2023.md,']),
    )
  })
})
