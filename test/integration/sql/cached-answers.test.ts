import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { entryWith } from '../../contract/answer-cache.contract.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import type { Records } from '../../../src/ports/records.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

for (const engine of engines) {
  describe(`remembered answers in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let records: Records

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      records = createSqlRecords(database, testSealer)
      await publish(records.registry, documentWith({ id: 'd-1' }), ['Thirty days.'])
      await publish(records.registry, documentWith({ id: 'd-2' }), ['By train.'])
      await records.answerCache.put(entryWith('leave', 'leave', { documents: ['d-1'] }))
      await records.answerCache.put(entryWith('both', 'both', { documents: ['d-1', 'd-2'] }))
      await records.answerCache.put(entryWith('travel', 'travel', { documents: ['d-2'] }))
    })

    afterEach(() => place.discard())

    const keys = async () => (await records.answerCache.list()).map(({ key }) => key)

    test('go when another version of a document is published [P4]', async () => {
      await publish(records.registry, documentWith({ id: 'd-1', version: 'next' }), ['Thirty-two days.'])

      expect(await keys()).toEqual(['travel'])
      expect(await records.answerCache.get('both')).toBeUndefined()
    })

    test('go with a document that is removed [P4]', async () => {
      await records.registry.remove(['d-1'])

      expect(await keys()).toEqual(['travel'])
    })

    test('stay when the same version is published again', async () => {
      await publish(records.registry, documentWith({ id: 'd-1' }), ['Thirty days.'])

      expect(await keys()).toEqual(['leave', 'both', 'travel'])
    })

    test('outlive a restart, and are the same to another process', async () => {
      const other = createSqlRecords(await place.open(), testSealer)

      expect((await other.answerCache.get('travel'))?.question).toBe('What is travel?')
      await other.answerCache.clear({ documentId: 'd-2' })
      expect(await records.answerCache.holds('travel')).toBeUndefined()
    })

    test('lie sealed, with the questions that they were given to [P1]', async () => {
      const { answer, question } = entryWith('leave')
      const rows = JSON.stringify(await database.read.selectFrom('cached_answers').selectAll().execute())

      expect(rows).not.toContain(question)
      expect(rows).not.toContain(answer.text)
    })
  })
}
