import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { accessLabelOf, type ReadableLabels } from '../../src/domain/access/access-label.ts'
import type { DocumentRegistry, ExtractedText } from '../../src/ports/document-registry.ts'
import type { SearchFilters } from '../../src/domain/documents/passage.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import type { SourceFiles } from '../../src/ports/source-files.ts'
import type { KeywordIndex } from '../../src/ports/keyword-index.ts'
import { chunkIdsOf, documentWith, publish } from './published-documents.ts'

export interface OpenRegistry {
  readonly records: {
    readonly registry: DocumentRegistry
    readonly sourceFiles: SourceFiles
    readonly keywordIndex: KeywordIndex
  }
  close(): Promise<void>
}

const all: ReadableLabels = { all: true }
const staff = accessLabelOf(['staff'])
const board = accessLabelOf(['board'])

function only(...labels: readonly (typeof staff)[]): ReadableLabels {
  return { all: false, labels }
}

/** What every document registry does, with the keyword index that it writes. */
export function documentRegistryContract(open: () => Promise<OpenRegistry>): void {
  let opened: OpenRegistry
  let registry: DocumentRegistry
  let sourceFiles: SourceFiles
  let keywordIndex: KeywordIndex

  beforeEach(async () => {
    opened = await open()
    ;({ registry, sourceFiles, keywordIndex } = opened.records)
  })

  afterEach(() => opened.close())

  async function found(term: string, labels = all): Promise<readonly string[]> {
    return (await keywordIndex.search([term], 10, labels, {})).map(({ chunkId }) => chunkId)
  }

  describe('sources', () => {
    const source: Source = {
      name: 'handbook',
      root: '/srv/handbook',
      origin: { kind: 'folder' },
      accessLabel: staff,
      classification: 'internal',
      include: ['**/*.md'],
      exclude: ['drafts/**'],
    }

    test('are kept with all their settings, in order of name', async () => {
      await registry.saveSource(source)
      await registry.saveSource({ ...source, name: 'archive', include: [] })

      expect(await registry.sources()).toEqual([{ ...source, name: 'archive', include: [] }, source])
    })

    test('are replaced when they are saved again, and gone when they are removed', async () => {
      await registry.saveSource(source)
      await registry.saveSource({ ...source, classification: 'restricted' })
      const replaced = await registry.sources()
      await registry.removeSource('handbook')

      expect(replaced).toEqual([{ ...source, classification: 'restricted' }])
      expect(await registry.sources()).toEqual([])
    })
  })

  describe('publishing', () => {
    test('shows a document with everything it was published with', async () => {
      const document = documentWith({
        id: 'd1',
        pages: 3,
        date: '2024-05-01',
        owner: 'HR',
        modifiedAt: 1_700_000_000_000.25,
      })
      await publish(registry, document, ['leave is thirty days'])

      expect(await registry.get('d1', all)).toEqual(document)
    })

    test('leaves out what is not known, rather than making it up', async () => {
      const document = documentWith({ id: 'd1' })
      await publish(registry, document, ['leave is thirty days'])

      const shown = await registry.get('d1', all)
      expect(Object.keys(shown ?? {})).not.toEqual(expect.arrayContaining(['pages', 'date', 'owner']))
    })

    test('makes the chunks findable and citable, letter for letter', async () => {
      const document = documentWith({ id: 'd1', title: 'Leave policy', date: '2024-05-01', owner: 'HR' })
      const texts = ['Annual leave: 30 days\u00a0— “paid”.', '年假为三十天。🏖️']
      await publish(registry, document, texts, { page: 2, headingPath: ['Leave', '年假'] })

      const passages = await registry.passages(chunkIdsOf(document, 2), all)

      const extracted = await registry.extracted('d1', document.version)
      expect(passages.map(({ text }) => text)).toEqual(texts)
      expect(passages.map(({ start, end }) => extracted?.text.slice(start, end))).toEqual(texts)
      expect(passages[0]).toEqual({
        chunkId: `${document.version}:0`,
        documentId: 'd1',
        title: 'Leave policy',
        source: document.path,
        sourceName: document.source,
        version: document.version,
        page: 2,
        headingPath: ['Leave', '年假'],
        text: texts[0],
        start: 0,
        end: texts[0]?.length,
        score: 0,
        language: 'en',
        classification: 'internal',
        accessLabel: document.accessLabel,
        date: '2024-05-01',
        owner: 'HR',
      })
    })

    test('keeps the text and its page starts', async () => {
      const document = documentWith({ id: 'd1' })
      const extracted: ExtractedText = {
        text: 'one\ntwo',
        pages: [
          { page: 1, start: 0 },
          { page: 2, start: 4 },
        ],
      }
      await registry.publish(document, extracted, [])

      expect(await registry.extracted('d1', document.version)).toEqual(extracted)
    })

    test('gives passages in the order asked and leaves out unknown chunks', async () => {
      const document = documentWith({ id: 'd1' })
      await publish(registry, document, ['one', 'two', 'three'])
      const [first, second, third] = chunkIdsOf(document, 3)

      const passages = await registry.passages([third, 'nowhere:0', first, second].map(String), all)

      expect(passages.map(({ text }) => text)).toEqual(['three', 'one', 'two'])
    })

    test('of a new version takes the place of the old one in one step', async () => {
      const old = documentWith({ id: 'd1', version: 'v1' })
      const renewed = documentWith({ id: 'd1', version: 'v2', title: 'Renewed' })
      await publish(registry, old, ['alpha', 'beta', 'gamma'])
      await publish(registry, renewed, ['delta'])

      expect(await registry.get('d1', all)).toEqual(renewed)
      expect(await registry.passages([...chunkIdsOf(old, 3), ...chunkIdsOf(renewed, 1)], all)).toHaveLength(1)
      expect(await found('alpha')).toEqual([])
      expect(await found('delta')).toEqual(['v2:0'])
      expect(await registry.counts()).toEqual({ documents: 1, chunks: 1, failures: 0 })
    })

    test('the same version twice changes nothing that readers see', async () => {
      const document = documentWith({ id: 'd1' })
      await publish(registry, document, ['alpha', 'beta'])
      await publish(registry, document, ['alpha', 'beta'])

      expect(await registry.counts()).toEqual({ documents: 1, chunks: 2, failures: 0 })
      expect(await found('alpha')).toEqual(chunkIdsOf(document, 1))
      expect(await registry.retiredVersions()).toEqual([])
    })

    test('a version that another document has is refused, since their chunks would share ids', async () => {
      await publish(registry, documentWith({ id: 'd1', version: 'v1' }), ['alpha'])

      await expect(publish(registry, documentWith({ id: 'd2', version: 'v1' }), ['beta'])).rejects.toMatchObject({
        code: 'conflict',
      })
      expect(await registry.counts()).toEqual({ documents: 1, chunks: 1, failures: 0 })
      expect(await found('beta')).toEqual([])
    })

    test('keeps the text of the latest three versions, for answers that cite an earlier one', async () => {
      for (const version of ['v1', 'v2', 'v3', 'v4']) {
        await publish(registry, documentWith({ id: 'd1', version }), [`text of ${version}`])
      }

      const kept = await Promise.all(['v1', 'v2', 'v3', 'v4'].map((version) => registry.extracted('d1', version)))
      expect(kept.map((extracted) => extracted?.text)).toEqual([undefined, 'text of v2', 'text of v3', 'text of v4'])
    })

    test('a former version anew makes it the newest again', async () => {
      for (const version of ['v1', 'v2', 'v1', 'v3', 'v4']) {
        await publish(registry, documentWith({ id: 'd1', version }), [`text of ${version}`])
      }

      expect(await registry.extracted('d1', 'v2')).toBeUndefined()
      expect(await registry.extracted('d1', 'v1')).toMatchObject({ text: 'text of v1' })
    })

    test('takes documents of more chunks than a statement has parameters', async () => {
      const document = documentWith({ id: 'd1', chunks: 1234 })
      const texts = Array.from({ length: 1234 }, (_, index) => `passage${index} common`)
      await publish(registry, document, texts)

      const passages = await registry.passages(chunkIdsOf(document, 1234), all)

      expect(passages.map(({ text }) => text)).toEqual(texts)
      expect(await found('passage1233')).toEqual([`${document.version}:1233`])
    })
  })

  describe('who may read', () => {
    beforeEach(async () => {
      await publish(registry, documentWith({ id: 'open', accessLabel: staff, version: 'v-open' }), [
        'open salary bands',
      ])
      await publish(registry, documentWith({ id: 'closed', accessLabel: board, version: 'v-closed' }), [
        'secret salary bands',
      ])
    })

    test('decides which documents, passages and keyword hits there are [P2]', async () => {
      expect(await registry.get('closed', only(staff))).toBeUndefined()
      expect(
        (await registry.list({ labels: only(staff), limit: 10, offset: 0 })).documents.map(({ id }) => id),
      ).toEqual(['open'])
      const passages = await registry.passages(['v-closed:0', 'v-open:0'], only(staff))
      expect(passages.map(({ documentId }) => documentId)).toEqual(['open'])
      expect(await registry.readableAmong(['v-closed:0', 'v-open:0', 'nowhere:0'], only(staff), {})).toEqual(
        new Set(['v-open:0']),
      )
      expect(await found('salary', only(staff))).toEqual(['v-open:0'])
    })

    test('nobody reads anything with no label at all [P2]', async () => {
      expect(await registry.get('open', only())).toBeUndefined()
      expect(await registry.list({ labels: only(), limit: 10, offset: 0 })).toEqual({ documents: [], total: 0 })
      expect(await registry.passages(['v-closed:0', 'v-open:0'], only())).toEqual([])
      expect(await registry.readableAmong(['v-closed:0', 'v-open:0'], only(), {})).toEqual(new Set())
      expect(await found('salary', only())).toEqual([])
    })

    test('several labels read what any of them may, and administrators read all', async () => {
      expect(await found('salary', only(staff, board))).toHaveLength(2)
      expect(await found('salary', all)).toHaveLength(2)
      expect(await registry.labelsInUse()).toEqual([board, staff])
    })

    test('changes with the next question when a document is relabelled [P2]', async () => {
      const { title, language } = documentWith({ id: 'open' })
      await registry.relabel(
        'open',
        { title, language, accessLabel: board, classification: 'restricted', owner: 'CFO' },
        'rules-2',
      )

      expect(await registry.passages(['v-open:0'], only(staff))).toEqual([])
      expect(await registry.readableAmong(['v-open:0'], only(staff), {})).toEqual(new Set())
      expect(await found('salary', only(staff))).toEqual([])
      expect(await registry.labelsInUse()).toEqual([board])
      expect(await registry.passages(['v-open:0'], only(board))).toMatchObject([
        { accessLabel: board, classification: 'restricted', owner: 'CFO' },
      ])
      expect(await registry.get('open', all)).toMatchObject({ labelsFingerprint: 'rules-2', version: 'v-open' })
    })

    test('the vectors of a relabelled document stay marked until they carry the new labels', async () => {
      const { title, language, classification } = documentWith({ id: 'open' })
      await registry.relabel('open', { title, language, classification, accessLabel: board }, 'rules-2')
      const marked = await registry.staleLabels()
      await registry.labelsWritten('open')

      expect(marked.map(({ id, accessLabel }) => ({ id, accessLabel }))).toEqual([{ id: 'open', accessLabel: board }])
      expect(await registry.staleLabels()).toEqual([])
    })

    test('filters narrow further what is readable among chunks', async () => {
      await publish(registry, documentWith({ id: 'dated', version: 'v-dated', language: 'zh', date: '2024-01-01' }), [
        'dated one',
        'dated two',
      ])
      const among = (filters: SearchFilters) =>
        registry.readableAmong(['v-open:0', 'v-dated:0', 'v-dated:1', 'v-closed:0'], all, filters)

      expect(await among({ language: 'zh' })).toEqual(new Set(['v-dated:0', 'v-dated:1']))
      expect(await among({ before: '2024-01-01' })).toEqual(new Set())
      expect(await among({ documentId: 'closed' })).toEqual(new Set(['v-closed:0']))
    })

    test('relabelling drops a date and an owner that are no longer known', async () => {
      await publish(registry, documentWith({ id: 'dated', version: 'v-dated', date: '2024-01-01', owner: 'HR' }), [
        'dated',
      ])
      const { title, language, classification, accessLabel } = documentWith({ id: 'dated' })
      await registry.relabel('dated', { title, language, classification, accessLabel }, 'rules-2')

      const [passage] = await registry.passages(['v-dated:0'], all)
      expect(passage?.date).toBeUndefined()
      expect(passage?.owner).toBeUndefined()
    })

    test('relabelling a document that is not there is an error', async () => {
      const { title, language, classification, accessLabel } = documentWith({ id: 'gone' })

      await expect(
        registry.relabel('gone', { title, language, classification, accessLabel }, 'rules-2'),
      ).rejects.toMatchObject({ code: 'document-not-found' })
    })
  })

  describe('removing', () => {
    const document = documentWith({ id: 'd1', version: 'v2', path: 'a.md' })

    beforeEach(async () => {
      await publish(registry, documentWith({ id: 'd1', version: 'v1', path: 'a.md' }), ['alpha old'])
      await publish(registry, document, ['alpha new'])
      await publish(registry, documentWith({ id: 'd2', version: 'w1', path: 'b.md' }), ['alpha other'])
      await sourceFiles.recordFailure({ source: document.source, path: 'a.md', code: 'x', reason: 'y', failedAt: 1 })
    })

    test('leaves no trace of a document that could be found, cited or shown [P4]', async () => {
      await registry.remove(['d1', 'never-there'])

      expect(await registry.get('d1', all)).toBeUndefined()
      expect(await registry.passages(['v1:0', 'v2:0'], all)).toEqual([])
      expect(await found('alpha')).toEqual(['w1:0'])
      expect(await found('new')).toEqual([])
      expect(await registry.extracted('d1', 'v1')).toBeUndefined()
      expect(await registry.extracted('d1', 'v2')).toBeUndefined()
      expect(await sourceFiles.failures()).toEqual([])
      expect(await registry.versions(['d1', 'd2'])).toEqual(new Map([['d2', 'w1']]))
      expect(await registry.counts()).toEqual({ documents: 1, chunks: 1, failures: 0 })
    })

    test('weighs words as if the document had never been there [P4]', async () => {
      await registry.remove(['d1'])

      expect(await keywordIndex.statistics(['alpha', 'new', 'other'])).toEqual({
        chunks: 1,
        frequency: new Map([
          ['alpha', 1],
          ['other', 1],
        ]),
      })
    })

    test('retires the vectors of every version that they may still be there for [P4]', async () => {
      await registry.remove(['d1'])
      const retired = await registry.retiredVersions()
      await registry.vectorsDeleted(retired)

      expect(retired).toEqual(['v1', 'v2'])
      expect(await registry.retiredVersions()).toEqual([])
    })

    test('a document can come back', async () => {
      await registry.remove(['d1'])
      await publish(registry, document, ['alpha new'])

      expect(await found('new')).toEqual(['v2:0'])
      expect(await registry.retiredVersions()).toEqual(['v1'])
    })

    test('clearing takes every document and failure out but leaves the sources', async () => {
      const source = {
        name: 's',
        root: '/s',
        origin: { kind: 'folder' },
        accessLabel: staff,
        classification: 'internal',
        include: [],
        exclude: [],
      } as const
      await registry.saveSource(source)
      await registry.setIndexIdentity({ id: 'minilm', dimension: 384, collection: 'c1' })
      await registry.clear()

      expect(await registry.counts()).toEqual({ documents: 0, chunks: 0, failures: 0 })
      expect(await found('alpha')).toEqual([])
      expect(await registry.extracted('d1', 'v1')).toBeUndefined()
      expect(await registry.retiredVersions()).toEqual(['v1', 'v2', 'w1'])
      expect(await registry.sources()).toEqual([source])
      expect(await registry.indexIdentity()).toEqual({ id: 'minilm', dimension: 384, collection: 'c1' })
    })
  })

  describe('vectors to clean up', () => {
    test('are those announced and never published, as after a crash [P7]', async () => {
      await registry.announce('v1')
      await registry.announce('v2')
      await publish(registry, documentWith({ id: 'd1', version: 'v2' }), ['alpha'])

      expect(await registry.retiredVersions()).toEqual(['v1'])
    })

    test('are those of a version that another one replaced', async () => {
      await publish(registry, documentWith({ id: 'd1', version: 'v1' }), ['alpha'])
      await publish(registry, documentWith({ id: 'd1', version: 'v2' }), ['beta'])

      expect(await registry.retiredVersions()).toEqual(['v1'])
    })

    test('are never those of a published version, even when it was announced again [P7]', async () => {
      await publish(registry, documentWith({ id: 'd1', version: 'v1' }), ['alpha'])
      await registry.announce('v1')

      expect(await registry.retiredVersions()).toEqual([])
    })

    test('are not those of a retired version that has been published again', async () => {
      for (const version of ['v1', 'v2', 'v1']) await publish(registry, documentWith({ id: 'd1', version }), ['alpha'])

      expect(await registry.retiredVersions()).toEqual(['v2'])
    })
  })

  describe('listing', () => {
    beforeEach(async () => {
      const paths = [
        ['wiki', 'b.md'],
        ['handbook', 'z.md'],
        ['handbook', 'a/b.md'],
        ['handbook', 'a.md'],
      ] as const
      for (const [index, [source, path]] of paths.entries()) {
        await publish(registry, documentWith({ id: `d${index}`, version: `v${index}`, source, path }), ['alpha'])
      }
    })

    test('goes by source and path, a page at a time', async () => {
      const first = await registry.list({ labels: all, limit: 3, offset: 0 })
      const second = await registry.list({ labels: all, limit: 3, offset: 3 })

      expect(first.documents.map(({ path }) => path)).toEqual(['a.md', 'a/b.md', 'z.md'])
      expect(second.documents.map(({ path }) => path)).toEqual(['b.md'])
      expect([first.total, second.total]).toEqual([4, 4])
    })

    test('can be of one source', async () => {
      const { documents, total } = await registry.list({ labels: all, source: 'wiki', limit: 10, offset: 0 })

      expect(documents.map(({ path }) => path)).toEqual(['b.md'])
      expect(total).toBe(1)
      expect((await registry.ofSource('handbook')).map(({ path }) => path)).toEqual(['a.md', 'a/b.md', 'z.md'])
    })

    test('tells the current version of each document that still exists', async () => {
      expect(await registry.versions(['d3', 'gone', 'd0'])).toEqual(
        new Map([
          ['d0', 'v0'],
          ['d3', 'v3'],
        ]),
      )
    })
  })

  test('an unchanged file with a new time stamp is noted without touching anything else', async () => {
    const document = documentWith({ id: 'd1' })
    await publish(registry, document, ['alpha'])
    await registry.touch('d1', 1_800_000_000_000.5, 'rules-9')

    expect(await registry.get('d1', all)).toEqual({
      ...document,
      modifiedAt: 1_800_000_000_000.5,
      labelsFingerprint: 'rules-9',
    })
    expect(await registry.staleLabels()).toEqual([])
  })

  test('what an unchanged text is found to hold by other rules is noted', async () => {
    const document = documentWith({ id: 'd1' })
    await publish(registry, document, ['alpha'])
    await registry.touch('d1', document.modifiedAt, 'rules-9', { CUSTOM: 2 })

    expect(await registry.get('d1', all)).toEqual({ ...document, labelsFingerprint: 'rules-9', kinds: { CUSTOM: 2 } })
  })

  test('a file that could not be read is kept with its reason until it is cleared', async () => {
    const failure = { source: 'wiki', path: 'x.pdf', code: 'document-unreadable', reason: 'Encrypted', failedAt: 5 }
    await sourceFiles.recordFailure({ ...failure, reason: 'Empty' })
    await sourceFiles.recordFailure({ ...failure, hint: 'Remove the password.' })
    await sourceFiles.recordFailure({ ...failure, source: 'archive' })

    expect(await sourceFiles.failures('wiki')).toEqual([{ ...failure, hint: 'Remove the password.' }])
    expect(await sourceFiles.failures()).toHaveLength(2)
    await sourceFiles.clearFailure('wiki', 'x.pdf')
    await sourceFiles.clearFailure('wiki', 'y.pdf')
    expect(await sourceFiles.failures()).toEqual([{ ...failure, source: 'archive' }])
    expect((await registry.counts()).failures).toBe(1)
  })

  test('what the vectors were made with is unknown at first and then remembered', async () => {
    const before = await registry.indexIdentity()
    await registry.setIndexIdentity({ id: 'minilm', dimension: 384, collection: 'c1' })
    await registry.setIndexIdentity({ id: 'bge-m3', dimension: 1024, collection: 'c2' })

    expect(before).toBeUndefined()
    expect(await registry.indexIdentity()).toEqual({ id: 'bge-m3', dimension: 1024, collection: 'c2' })
  })
}
