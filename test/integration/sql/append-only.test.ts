import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { createSqlAuditLog } from '../../../src/adapters/sql/audit/sql-audit-log.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { eventWith, settlementOf } from '../../contract/settlements.ts'
import type { Records } from '../../../src/ports/records.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

for (const engine of engines) {
  describe(`ledger and trail in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let records: Records

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      records = createSqlRecords(database, testSealer)
      for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) await records.journal.settle(settlementOf(id, toMicros(100)))
    })

    afterEach(() => place.discard())

    async function change(statement: string): Promise<void> {
      await database.write('accounts', async (transaction) => {
        await sql.raw(statement).execute(transaction)
      })
    }

    /** Somebody who may change the tables themselves gets around the triggers. */
    async function tamper(statement: string): Promise<void> {
      if (database.engine === 'sqlite') {
        for (const name of ['update', 'delete']) await change(`drop trigger audit_records_no_${name}`)
      } else {
        await change('drop trigger audit_records_append_only on audit_records')
      }
      await change(statement)
    }

    test.each([
      `update ledger_entries set cost_micros = 0`,
      `delete from ledger_entries where id = 'a1-call'`,
      `update audit_records set event = '{}'`,
      `delete from audit_records where sequence = 5`,
    ])('refuse: %s', async (statement) => {
      await expect(change(statement)).rejects.toThrow(/only ever appended/)
      expect(await records.auditLog.verify()).toEqual({ records: 5 })
      expect(await records.ledger.totals({ from: 0, to: 9e15, groupBy: 'tier' })).toMatchObject([{ costMicros: 500 }])
    })

    test.each([
      ['a changed event', `update audit_records set event = replace(event, 'a3', 'a9') where sequence = 3`, 3],
      ['a changed hash', `update audit_records set hash = 'f00' where sequence = 2`, 2],
      ['a record taken out of the middle', `delete from audit_records where sequence = 4`, 4],
      ['the first record missing', `delete from audit_records where sequence = 1`, 1],
      ['records cut off at the end', `delete from audit_records where sequence >= 4`, 4],
      ['all records gone', `delete from audit_records`, 1],
    ])('verifying shows %s', async (_name, statement, brokenAt) => {
      await tamper(statement)

      expect(await records.auditLog.verify()).toMatchObject({ brokenAt })
    })

    test('verifying reads a trail page by page', async () => {
      const auditLog = createSqlAuditLog(database, 4)
      for (let number = 0; number < 11; number++) await auditLog.append(eventWith({ subject: `s${number}` }))

      expect(await auditLog.verify()).toEqual({ records: 16 })
      await tamper(`delete from audit_records where sequence = 13`)
      expect(await auditLog.verify()).toMatchObject({ brokenAt: 13 })
    })
  })
}
