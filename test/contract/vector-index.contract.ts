import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type AccessLabel, accessLabelOf, type ReadableLabels } from '../../src/domain/access/access-label.ts'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { SearchFilters } from '../../src/domain/documents/passage.ts'
import type { IndexedLabels, VectorIndex, VectorRecord } from '../../src/ports/vector-index.ts'

/** How many numbers the vectors of the suite have. */
export const contractDimension = 4

const everyone = accessLabelOf(['everyone'])
const finance = accessLabelOf(['finance'])
const legal = accessLabelOf(['legal', 'board'])
const all: ReadableLabels = { all: true }
const east = vectorAt(0)

/**
 * What every vector index has to do.
 * @param open gives an empty index for vectors of `contractDimension` numbers
 */
export function vectorIndexContract(name: string, open: () => Promise<VectorIndex>): void {
  describe(`${name} as a vector index`, () => {
    let index: VectorIndex

    beforeEach(async () => {
      index = await open()
    })

    afterEach(async () => {
      await index.close()
    })

    function found(labels: ReadableLabels = all, filters: SearchFilters = {}, limit = 50): Promise<readonly string[]> {
      return index.search(east, limit, labels, filters).then((hits) => hits.map(({ chunkId }) => chunkId))
    }

    describe('searching', () => {
      test('finds the nearest records first, with their cosine', async () => {
        await index.upsert([
          record('far:0', vectorAt(180)),
          record('near:0', vectorAt(60)),
          record('same:0', vectorAt(0)),
        ])

        const hits = await index.search(east, 3, all, {})

        expect(hits.map(({ chunkId }) => chunkId)).toEqual(['same:0', 'near:0', 'far:0'])
        expect(hits[0]?.similarity).toBeCloseTo(1, 5)
        expect(hits[1]?.similarity).toBeCloseTo(0.5, 5)
        expect(hits[2]?.similarity).toBeCloseTo(-1, 5)
      })

      test('never gives a similarity outside of -1 to 1', async () => {
        const angles = Array.from({ length: 40 }, (_, at) => at * 9)
        await index.upsert(angles.map((angle) => record(`v${angle}:0`, vectorAt(angle))))

        const hits = await index.search(vectorAt(27), 40, all, {})

        expect(hits).toHaveLength(40)
        expect(hits.every(({ similarity }) => similarity >= -1 && similarity <= 1)).toBe(true)
      })

      test('gives no more than the limit, and all there are when the limit is higher', async () => {
        await index.upsert([0, 10, 20].map((angle) => record(`v${angle}:0`, vectorAt(angle))))

        expect(await found(all, {}, 2)).toEqual(['v0:0', 'v10:0'])
        expect(await found(all, {}, 50)).toHaveLength(3)
        expect(await found(all, {}, 0)).toEqual([])
      })

      test('finds nothing in an empty index', async () => {
        expect(await found()).toEqual([])
        expect(await index.count()).toBe(0)
      })
    })

    describe('reading rights', () => {
      beforeEach(async () => {
        await index.upsert([
          record('open:0', vectorAt(30), { accessLabel: everyone }),
          record('money:0', vectorAt(20), { accessLabel: finance }),
          record('law:0', vectorAt(10), { accessLabel: legal }),
        ])
      })

      test('[P2] only records with a readable label are found, however near the others are', async () => {
        expect(await found(readable(everyone))).toEqual(['open:0'])
        expect(await found(readable(everyone, finance))).toEqual(['money:0', 'open:0'])
      })

      test('[P2] somebody without any label finds nothing', async () => {
        expect(await found(readable())).toEqual([])
      })

      test('[P2] a label that no record carries finds nothing', async () => {
        expect(await found(readable(accessLabelOf(['sales'])))).toEqual([])
      })

      test('[P2] a label is no pattern: part of one does not match', async () => {
        expect(await found(readable(accessLabelOf(['board']), accessLabelOf([])))).toEqual([])
      })

      test('administrators find every record', async () => {
        expect(await found()).toEqual(['law:0', 'money:0', 'open:0'])
      })

      test('[P2] forbidden records that are nearer do not use up the limit', async () => {
        const nearer = Array.from({ length: 300 }, (_, at) =>
          record(`secret:${at}`, vectorAt(at / 100), { accessLabel: legal }),
        )
        await index.upsert(nearer)

        expect(await found(readable(everyone, finance), {}, 2)).toEqual(['money:0', 'open:0'])
      })

      test('[P2] very many labels are all respected', async () => {
        const many = Array.from({ length: 25_000 }, (_, at) => accessLabelOf([`team ${at}`]))

        expect(await found(readable(...many))).toEqual([])
        expect(await found(readable(finance, ...many, everyone))).toEqual(['money:0', 'open:0'])
      })
    })

    describe('filters', () => {
      const pdf = 'application/pdf'

      beforeEach(async () => {
        await index.upsert([
          record('a:0', vectorAt(10), { documentId: 'leave', path: 'hr/leave.md', sourceName: 'handbook' }),
          record('b:0', vectorAt(20), {
            documentId: 'travel',
            path: 'hr/travel.pdf',
            mediaType: pdf,
            date: '2024-03-09',
          }),
          record('c:0', vectorAt(30), { documentId: 'fees', sourceName: 'prices', date: '2023-12-31' }),
          record('d:0', vectorAt(40), { documentId: 'salary', classification: 'restricted', language: 'zh' }),
        ])
      })

      test.each<[string, SearchFilters, readonly string[]]>([
        ['the name of a source', { source: 'handbook' }, ['a:0']],
        ['the path of a document', { source: 'hr/travel.pdf' }, ['b:0']],
        ['a document', { documentId: 'fees' }, ['c:0']],
        ['a file type', { type: 'pdf' }, ['b:0']],
        ['a media type', { type: pdf }, ['b:0']],
        ['a language', { language: 'zh' }, ['d:0']],
        ['a classification', { classification: 'restricted' }, ['d:0']],
        ['a day or later', { after: '2024-03-09' }, ['b:0']],
        ['the time before a day', { before: '2024-03-09' }, ['c:0']],
        ['a span of time', { after: '2023-12-31', before: '2024-03-10' }, ['b:0', 'c:0']],
        [
          'several things at once',
          { source: 'handbook', type: 'md', language: 'en', classification: 'internal' },
          ['a:0'],
        ],
        ['things that no record has together', { source: 'handbook', type: 'pdf' }, []],
        ['a file type that nothing has', { type: 'docx' }, []],
      ])('a search can be narrowed to %s', async (_, filters, expected) => {
        expect(await found(all, filters)).toEqual(expected)
      })

      test('[P2] a filter never shows what the labels hide', async () => {
        expect(await found(readable(finance), { documentId: 'leave' })).toEqual([])
        expect(await found(readable(everyone), { documentId: 'leave' })).toEqual(['a:0'])
      })
    })

    describe('writing', () => {
      test('[P7] writing the same records twice changes nothing', async () => {
        const records = [record('a:0', vectorAt(10)), record('a:1', vectorAt(20))]
        await index.upsert(records)
        await index.upsert(records)

        expect(await index.count()).toBe(2)
        expect(await found()).toEqual(['a:0', 'a:1'])
      })

      test('a record that is written again replaces the one before', async () => {
        await index.upsert([record('a:0', vectorAt(90), { accessLabel: everyone, date: '2024-01-01' })])
        await index.upsert([record('a:0', vectorAt(0), { accessLabel: finance })])

        const hits = await index.search(east, 5, readable(finance), {})

        expect(hits).toHaveLength(1)
        expect(hits[0]?.similarity).toBeCloseTo(1, 5)
        expect(await found(readable(everyone))).toEqual([])
        expect(await found(all, { after: '2000-01-01' })).toEqual([])
      })

      test('of two records of one chunk in one call, the last counts', async () => {
        await index.upsert([record('a:0', vectorAt(90)), record('a:0', vectorAt(0))])

        const hits = await index.search(east, 5, all, {})

        expect(hits).toHaveLength(1)
        expect(hits[0]?.similarity).toBeCloseTo(1, 5)
      })

      test('takes any number of records in one call', async () => {
        await index.upsert(Array.from({ length: 2_345 }, (_, at) => record(`big:${at}`, vectorAt(at / 10))))

        expect(await index.count()).toBe(2_345)
        expect(await found(all, {}, 3)).toEqual(['big:0', 'big:1', 'big:2'])
      })

      test('writing no records changes nothing', async () => {
        await index.upsert([])

        expect(await index.count()).toBe(0)
      })

      test.each([
        ['NaN', Number.NaN],
        ['an infinite number', Number.POSITIVE_INFINITY],
      ])('[P10] a vector with %s is refused, and nothing of the call is written', async (_, value) => {
        const bad = Float32Array.of(1, value, 0, 0)

        const failure = await failureOf(index.upsert([record('good:0', east), record('bad:0', bad)]))

        expect(failure.code).toBe('model-answer-invalid')
        expect(await index.count()).toBe(0)
      })

      test('[P10] a vector of another length is refused, and nothing of the call is written', async () => {
        await index.upsert([record('old:0', east)])

        const failure = await failureOf(index.upsert([record('new:0', east), record('new:1', Float32Array.of(1, 0))]))

        expect(failure.code).toBe('embedder-mismatch')
        expect(failure.hint).toContain('lorekeep reindex')
        expect(await index.count()).toBe(1)
      })

      test('[P10] a query of another length is refused', async () => {
        await index.upsert([record('old:0', east)])

        const failure = await failureOf(index.search(Float32Array.of(1, 0), 5, all, {}))

        expect(failure.code).toBe('embedder-mismatch')
      })
    })

    describe('changing labels', () => {
      test('[P2] new labels count from then on, for all records of the version and no others', async () => {
        await index.upsert([
          ...Array.from({ length: 700 }, (_, at) => record(`v1:${at}`, vectorAt(at / 100), { accessLabel: everyone })),
          record('v2:0', vectorAt(90), { accessLabel: everyone }),
        ])

        await index.relabel('v1', labels({ accessLabel: legal }))

        expect(await found(readable(everyone), {}, 1_000)).toEqual(['v2:0'])
        expect(await found(readable(legal), {}, 1_000)).toHaveLength(700)
      })

      test('vectors stay as they are', async () => {
        await index.upsert([record('v1:0', vectorAt(60))])

        await index.relabel('v1', labels({ classification: 'restricted' }))

        const hits = await index.search(east, 1, all, { classification: 'restricted' })
        expect(hits[0]?.similarity).toBeCloseTo(0.5, 5)
      })

      test('a date that is taken away is gone', async () => {
        await index.upsert([record('v1:0', east, { date: '2024-05-01' })])

        await index.relabel('v1', labels({}))

        expect(await found(all, { after: '2000-01-01' })).toEqual([])
        expect(await found(all, { before: '2030-01-01' })).toEqual([])
        expect(await found()).toEqual(['v1:0'])
      })

      test('a version without records is no error', async () => {
        await index.relabel('unknown', labels({}))

        expect(await index.count()).toBe(0)
      })
    })

    describe('deleting', () => {
      test('[P4] records of a deleted version are found no more', async () => {
        await index.upsert([record('v1:0', vectorAt(0)), record('v1:1', vectorAt(10)), record('v2:0', vectorAt(20))])

        await index.deleteVersions(['v1'])

        expect(await found()).toEqual(['v2:0'])
        expect(await found(all, { documentId: 'doc-v1' })).toEqual([])
        expect(await index.count()).toBe(1)
      })

      test('[P4] many versions go in one call', async () => {
        await index.upsert(Array.from({ length: 350 }, (_, at) => record(`v${at}:0`, vectorAt(at / 2))))

        await index.deleteVersions(Array.from({ length: 349 }, (_, at) => `v${at}`))

        expect(await found()).toEqual(['v349:0'])
        expect(await index.count()).toBe(1)
      })

      test('deleting what is not there, or nothing, changes nothing', async () => {
        await index.upsert([record('v1:0', east)])

        await index.deleteVersions(['v9'])
        await index.deleteVersions([])

        expect(await found()).toEqual(['v1:0'])
      })

      test('a deleted version can be written again', async () => {
        await index.upsert([record('v1:0', vectorAt(90))])
        await index.deleteVersions(['v1'])
        await index.upsert([record('v1:0', vectorAt(0))])

        const hits = await index.search(east, 5, all, {})

        expect(hits).toHaveLength(1)
        expect(hits[0]?.similarity).toBeCloseTo(1, 5)
      })

      test('[P4] clearing drops every record, and the index can be filled again', async () => {
        await index.upsert([record('v1:0', vectorAt(0)), record('v2:0', vectorAt(10))])

        await index.clear()

        expect(await index.count()).toBe(0)
        expect(await found()).toEqual([])
        await index.upsert([record('v3:0', vectorAt(20))])
        expect(await found()).toEqual(['v3:0'])
      })
    })

    test('a caller who gave up changes nothing', async () => {
      await index.upsert([record('v1:0', east)])
      const gone = AbortSignal.abort()

      const failures = await Promise.all([
        failureOf(index.upsert([record('v2:0', east)], gone)),
        failureOf(index.search(east, 5, all, {}, gone)),
        failureOf(index.relabel('v1', labels({ accessLabel: legal }), gone)),
        failureOf(index.deleteVersions(['v1'], gone)),
        failureOf(index.count(gone)),
        failureOf(index.clear(gone)),
      ])

      expect(failures.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'cancelled'))
      expect(await found(readable(everyone))).toEqual(['v1:0'])
    })
  })
}

/** A unit vector at an angle to the east, in degrees. */
function vectorAt(degrees: number): Float32Array {
  const radians = (degrees / 180) * Math.PI
  return Float32Array.of(Math.cos(radians), Math.sin(radians), 0, 0)
}

function labels(given: Partial<IndexedLabels>): IndexedLabels {
  return {
    accessLabel: everyone,
    classification: 'internal',
    language: 'en',
    documentId: 'doc',
    sourceName: 'docs',
    path: 'some/file.md',
    mediaType: 'text/markdown',
    ...given,
  }
}

function record(chunkId: string, vector: Float32Array, given: Partial<IndexedLabels> = {}): VectorRecord {
  const version = chunkId.slice(0, chunkId.indexOf(':'))
  return { chunkId, version, vector, labels: labels({ documentId: `doc-${version}`, ...given }) }
}

function readable(...given: readonly AccessLabel[]): ReadableLabels {
  return { all: false, labels: given }
}

async function failureOf(work: Promise<unknown>): Promise<LorekeepError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof LorekeepError) return outcome
  throw new TypeError(`Expected a LorekeepError, got ${String(outcome)}`)
}
