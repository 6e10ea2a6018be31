import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import type { Records } from '../../../src/ports/records.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

const all = { all: true } as const
/** More than are renamed in one statement. */
const ids = Array.from({ length: 210 }, (_, at) => `d${at}`)
const built = { id: 'another-model', dimension: 16, collection: 'second' }

for (const engine of engines) {
  describe(`work over the whole index, in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let records: Records

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      records = createSqlRecords(database, testSealer)
    })

    afterEach(() => place.discard())

    describe('putting another index in place of the live one', () => {
      beforeEach(async () => {
        await Promise.all(ids.map((id) => publish(records.registry, documentWith({ id, path: id }), [`${id} a`, 'b'])))
        await records.registry.buildIndex(built, 1)
      })

      const versions = () => new Map(ids.map((id) => [id, `second-${id}`]))

      test('renames every document and chunk, and keeps texts under both versions', async () => {
        await records.registry.swapIndex(versions(), 2)

        expect(await records.registry.versions(ids)).toEqual(versions())
        const passages = await records.registry.passages(
          ids.flatMap((id) => [`second-${id}:0`, `second-${id}:1`]),
          all,
        )
        expect(passages.map(({ text }) => text)).toEqual(ids.flatMap((id) => [`${id} a`, 'b']))
        for (const id of [ids[0] ?? '', ids.at(-1) ?? '']) {
          expect(await records.registry.extracted(id, `second-${id}`)).toMatchObject({ text: `${id} a\nb` })
          expect(await records.registry.extracted(id, `version-of-${id}`)).toMatchObject({ text: `${id} a\nb` })
        }
        expect(await records.registry.indexIdentity()).toEqual(built)
      })

      test('changes nothing when the last document lacks a version', async () => {
        const lacking = new Map([...versions()].slice(0, -1))

        await expect(records.registry.swapIndex(lacking, 2)).rejects.toMatchObject({ code: 'conflict' })

        expect(await records.registry.versions(['d0'])).toEqual(new Map([['d0', 'version-of-d0']]))
        expect(await records.registry.indexBeingBuilt()).toEqual(built)
      })

      test('keeps the texts of the last three versions', async () => {
        const document = (version: string) => documentWith({ id: 'd0', path: 'd0', version })
        await publish(records.registry, document('v2'), ['two'])
        await publish(records.registry, document('v3'), ['three'])
        await records.registry.swapIndex(versions(), 2)

        const texts = ['second-d0', 'v3', 'v2', 'version-of-d0'].map((v) => records.registry.extracted('d0', v))
        expect((await Promise.all(texts)).map((kept) => kept?.text)).toEqual(['three', 'three', 'two', undefined])
      })
    })

    describe('comparing the keyword index', () => {
      /** More words, chunks and entries than are looked at in one statement. */
      const texts = Array.from({ length: 1100 }, (_, at) => `the the word${at} part${at} of${at % 7} text`)

      beforeEach(() => publish(records.registry, documentWith({ id: 'd', path: 'd.md', chunks: 1100 }), texts))

      test('counts each word of each chunk', async () => {
        expect(await records.keywordIndex.mismatches()).toEqual([])
      })

      test('finds what is missing, and writes all of it anew', async () => {
        await database.write('documents', async (transaction) => {
          await sql
            .raw(
              engine.name === 'SQLite'
                ? `insert into keyword_entries (keyword_entries) values ('delete-all')`
                : `delete from keyword_postings where term like 'word%'`,
            )
            .execute(transaction)
        })
        const [mismatch] = await records.keywordIndex.mismatches()
        await records.keywordIndex.rebuild()

        expect(mismatch).toMatchObject({ documentId: 'd', expected: 6600 })
        expect(mismatch?.found).toBeLessThan(6600)
        expect(await records.keywordIndex.mismatches()).toEqual([])
        expect(await records.keywordIndex.search(['word1099'], 5, all, {})).toMatchObject([
          { chunkId: 'version-of-d:1099' },
        ])
      })
    })
  })
}
