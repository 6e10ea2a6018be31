import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { createIndexMemory, type IndexMemory } from '../../../src/adapters/sql/published-index/index-memory.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { accessLabelOf } from '../../../src/domain/access/access-label.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import type { Records } from '../../../src/ports/records.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

const all = { all: true } as const

for (const engine of engines) {
  describe(`what is remembered of the index in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let memory: IndexMemory
    /** Another process that ingests. */
    let ingesting: Records

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      memory = createIndexMemory(database)
      ingesting = createSqlRecords(await place.open(), testSealer)
      await publish(ingesting.registry, documentWith({ id: 'leave' }), ['annual leave'])
    })

    afterEach(() => place.discard())

    /** How often a value is read anew. */
    function counted(size?: (value: string) => number) {
      let reads = 0
      return {
        reads: () => reads,
        recall: (key: string, value = key) =>
          memory.recall(
            key,
            async () => {
              reads += 1
              return value
            },
            size,
          ),
      }
    }

    test('is read once while the index stays as it is', async () => {
      const { reads, recall } = counted()

      expect([await recall('labels'), await recall('labels'), await recall('labels')]).toEqual([
        'labels',
        'labels',
        'labels',
      ])
      expect(reads()).toBe(1)
    })

    test('also where there was nothing to read', async () => {
      let reads = 0
      const read = async () => {
        reads += 1
      }
      await memory.recall('gone', read)
      await memory.recall('gone', read)

      expect(reads).toBe(1)
    })

    test.each<readonly [string, () => Promise<unknown>]>([
      ['published', () => publish(ingesting.registry, documentWith({ id: 'travel' }), ['per diem'])],
      ['removed', () => ingesting.registry.remove(['leave'])],
      [
        'given other readers',
        () =>
          ingesting.registry.relabel(
            'leave',
            { ...documentWith({ id: 'leave' }), accessLabel: accessLabelOf(['board']) },
            'rules-2',
          ),
      ],
    ])('is read anew at once when another process has %s a document', async (_how, change) => {
      const { reads, recall } = counted()
      await recall('labels')
      await change()
      await recall('labels')

      expect(reads()).toBe(2)
    })

    test('is not kept when the index changes while it is read', async () => {
      let reads = 0
      const read = async () => {
        reads += 1
        await publish(ingesting.registry, documentWith({ id: `travel-${reads}` }), ['per diem'])
        return reads
      }
      await memory.recall('labels', read)

      expect(await memory.recall('labels', read)).toBe(2)
    })

    test('makes room for what comes later', async () => {
      const { reads, recall } = counted(() => 9_000_000)
      await recall('first')
      await recall('second')
      await recall('second')
      await recall('first')

      expect(reads()).toBe(3)
    })

    test('says of documents, words and texts what another process made of them', async () => {
      const { registry, keywordIndex } = createSqlRecords(database, testSealer)
      const seen = async () => ({
        version: (await registry.get('leave', all))?.version,
        labels: await registry.labelsInUse(),
        text: (await registry.extracted('leave', 'v2'))?.text,
        words: [...(await keywordIndex.statistics(['annual', 'parental', '年假'])).frequency],
      })
      const before = await seen()
      const changed = documentWith({ id: 'leave', version: 'v2', accessLabel: accessLabelOf(['board']) })
      await publish(ingesting.registry, changed, ['parental leave', 'annual leave'])

      expect(before).toMatchObject({ version: 'version-of-leave', text: undefined, words: [['annual', 1]] })
      expect(await seen()).toEqual({
        version: 'v2',
        labels: [accessLabelOf(['board'])],
        text: 'parental leave\nannual leave',
        words: [
          ['annual', 1],
          ['parental', 1],
        ],
      })
    })
  })
}
