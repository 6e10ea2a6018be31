import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { accessLabelOf, type ReadableLabels } from '../../src/domain/access/access-label.ts'
import type { SearchFilters } from '../../src/domain/documents/passage.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { KeywordIndex } from '../../src/ports/keyword-index.ts'
import { documentWith, publish } from './published-documents.ts'

export interface OpenKeywordIndex {
  readonly records: { readonly registry: DocumentRegistry; readonly keywordIndex: KeywordIndex }
  close(): Promise<void>
}

const all: ReadableLabels = { all: true }

/** What every keyword index does with what its registry publishes. */
export function keywordIndexContract(open: () => Promise<OpenKeywordIndex>): void {
  let opened: OpenKeywordIndex
  let registry: DocumentRegistry
  let keywordIndex: KeywordIndex

  beforeEach(async () => {
    opened = await open()
    ;({ registry, keywordIndex } = opened.records)
  })

  afterEach(() => opened.close())

  async function found(terms: readonly string[], filters: SearchFilters = {}): Promise<readonly string[]> {
    const hits = await keywordIndex.search(terms, 50, all, filters)
    return hits.map(({ chunkId }) => chunkId.split(':')[0] ?? '').toSorted()
  }

  describe('ranking', () => {
    const texts = [
      'leave leave leave policy',
      'leave policy for staff and managers',
      'travel policy',
      'other words',
      'more of them',
    ]

    beforeEach(() => publish(registry, documentWith({ id: 'd', version: 'v' }), texts))

    test('scores by BM25 with k1 1.2 and b 0.75', async () => {
      const terms = texts.map((text) => text.split(' '))
      const average = terms.flat().length / terms.length
      function bm25(chunk: readonly string[], query: readonly string[]): number {
        const parts = query.map((term) => {
          const holders = terms.filter((words) => words.includes(term)).length
          const frequency = chunk.filter((word) => word === term).length
          const weight = Math.max(Math.log((terms.length - holders + 0.5) / (holders + 0.5)), 1e-6)
          return (weight * frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * chunk.length) / average))
        })
        return parts.reduce((sum, part) => sum + part, 0)
      }

      const query = ['leave', 'policy', 'staff']
      const hits = await keywordIndex.search(query, 10, all, {})

      const expected = terms
        .map((chunk, ordinal) => ({ chunkId: `v:${ordinal}`, score: bm25(chunk, query) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
      expect(hits.map(({ chunkId }) => chunkId)).toEqual(expected.map(({ chunkId }) => chunkId))
      for (const [index, { score }] of hits.entries()) expect(score).toBeCloseTo(expected[index]?.score ?? 0, 6)
    })

    test('a chunk need not hold every term, and those that hold none are left out', async () => {
      expect(await keywordIndex.search(['travel', 'staff'], 10, all, {})).toHaveLength(2)
      expect(await keywordIndex.search(['nowhere'], 10, all, {})).toEqual([])
      expect(await keywordIndex.search([], 10, all, {})).toEqual([])
    })

    test('gives the best ones when there are more than asked for', async () => {
      const hits = await keywordIndex.search(['leave'], 1, all, {})

      expect(hits.map(({ chunkId }) => chunkId)).toEqual(['v:0'])
    })

    test('a term that is asked for twice weighs no more', async () => {
      const once = await keywordIndex.search(['travel'], 10, all, {})

      expect(await keywordIndex.search(['travel', 'travel'], 10, all, {})).toEqual(once)
    })

    test('of the ways to write a word only the best one counts, with its weight', async () => {
      const score = async (terms: readonly string[]) =>
        new Map((await keywordIndex.search(terms, 10, all, {})).map((hit) => [hit.chunkId, hit.score]))
      const [travel, leave, staff, words] = [
        await score(['travel']),
        await score(['leave']),
        await score(['managers', 'staff']),
        await score(['words']),
      ]

      const hits = await keywordIndex.search(
        [
          'words',
          [
            { terms: ['travel'], weight: 1 },
            { terms: ['leave'], weight: 0.9 },
            { terms: ['managers', 'staff'], weight: 0.5 },
          ],
        ],
        10,
        all,
        {},
      )

      const expected = {
        'v:0': 0.9 * (leave.get('v:0') ?? 0),
        'v:1': Math.max(0.9 * (leave.get('v:1') ?? 0), 0.5 * (staff.get('v:1') ?? 0)),
        'v:2': travel.get('v:2') ?? 0,
        'v:3': words.get('v:3') ?? 0,
      }
      expect(hits).toHaveLength(4)
      for (const { chunkId, score: found } of hits)
        expect(found).toBeCloseTo(expected[chunkId as keyof typeof expected], 6)
    })

    test('a chunk keeps its score when unrelated documents come and go', async () => {
      const before = await keywordIndex.search(['leave', 'staff'], 10, all, {})
      await publish(registry, documentWith({ id: 'other', version: 'w1' }), ['leave and more leave', 'nothing'])
      await publish(registry, documentWith({ id: 'other', version: 'w2' }), ['leave again'])
      await registry.remove(['other'])

      const after = await keywordIndex.search(['leave', 'staff'], 10, all, {})
      expect(after.map(({ chunkId }) => chunkId)).toEqual(before.map(({ chunkId }) => chunkId))
      for (const [index, { score }] of after.entries()) expect(score).toBeCloseTo(before[index]?.score ?? 0, 9)
    })
  })

  test('knows how rare words are', async () => {
    await publish(registry, documentWith({ id: 'd' }), ['leave leave policy', 'leave 年假', 'travel'])

    expect(await keywordIndex.statistics(['leave', '年假', 'nowhere'])).toEqual({
      chunks: 3,
      frequency: new Map([
        ['leave', 2],
        ['年假', 1],
      ]),
    })
  })

  test('an empty index knows nothing and finds nothing', async () => {
    expect(await keywordIndex.statistics(['leave'])).toEqual({ chunks: 0, frequency: new Map() })
    expect(await keywordIndex.statistics([])).toEqual({ chunks: 0, frequency: new Map() })
    expect(await keywordIndex.search(['leave'], 10, all, {})).toEqual([])
  })

  test.each([
    '年假',
    'a-1.2/b',
    'c++',
    '#1',
    '"quoted"',
    "it's",
    'x*',
    'and',
    'or',
    'not',
    'near',
    '(x)',
    'a:b',
    '^a',
    'émile',
    'µm',
    '🏖️',
    '5%',
    'under_score',
    'back\\slash',
    '表格﹣甲',
  ])('finds the term %s as it is, and nothing like it', async (term) => {
    await publish(registry, documentWith({ id: 'yes', version: 'yes' }), [`before ${term} after`])
    await publish(registry, documentWith({ id: 'no', version: 'no' }), ['before after', `${term}x x${term}`])

    expect(await found([term])).toEqual(['yes'])
    expect((await keywordIndex.statistics([term])).frequency.get(term)).toBe(1)
  })

  describe('filters', () => {
    const staff = accessLabelOf(['staff'])

    beforeEach(async () => {
      const variants = [
        { id: 'md', path: 'policies/leave.md', date: '2024-01-31' },
        { id: 'pdf', path: 'forms/leave.PDF', mediaType: 'application/pdf', date: '2024-02-01' },
        { id: 'page', path: 'https://intranet.example/leave', mediaType: 'text/html', source: 'wiki', language: 'zh' },
        {
          id: 'secret',
          path: 'x_md',
          mediaType: 'text/plain',
          classification: 'restricted',
          accessLabel: accessLabelOf(['board']),
        },
      ] as const
      for (const variant of variants)
        await publish(registry, documentWith({ ...variant, version: variant.id }), ['leave'])
    })

    test.each<[string, SearchFilters, readonly string[]]>([
      ['none', {}, ['md', 'page', 'pdf', 'secret']],
      ['a source', { source: 'wiki' }, ['page']],
      ["one document's path", { source: 'forms/leave.PDF' }, ['pdf']],
      ['a document', { documentId: 'md' }, ['md']],
      ['a file type', { type: 'md' }, ['md']],
      ['a file type in other letters', { type: 'pdf' }, ['pdf']],
      ['a file type that only the media type tells', { type: 'html' }, ['page']],
      ['a media type', { type: 'application/pdf' }, ['pdf']],
      ['an unknown file type', { type: '%' }, []],
      ['a language', { language: 'zh' }, ['page']],
      ['a classification', { classification: 'restricted' }, ['secret']],
      ['a day and later', { after: '2024-02-01' }, ['pdf']],
      ['before a day', { before: '2024-02-01' }, ['md']],
      ['a span of days', { after: '2024-01-31', before: '2024-02-02' }, ['md', 'pdf']],
      ['several at once', { type: 'md', language: 'zh' }, []],
    ])('by %s', async (_name, filters, expected) => {
      expect(await found(['leave'], filters)).toEqual(expected)
    })

    test('apply before the limit, and so do labels [P2]', async () => {
      const texts = Array.from({ length: 30 }, () => 'leave leave leave')
      await publish(
        registry,
        documentWith({ id: 'loud', version: 'loud', accessLabel: accessLabelOf(['board']) }),
        texts,
      )

      const hits = await keywordIndex.search(['leave'], 2, { all: false, labels: [staff] }, { type: 'pdf' })

      expect(hits.map(({ chunkId }) => chunkId)).toEqual(['pdf:0'])
    })

    test('find nothing for somebody who may read nothing [P2]', async () => {
      expect(await keywordIndex.search(['leave'], 10, { all: false, labels: [] }, {})).toEqual([])
    })
  })
}
