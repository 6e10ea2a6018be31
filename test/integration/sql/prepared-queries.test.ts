import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { prepareInsert, prepareQuery } from '../../../src/adapters/sql/database/prepare-query.ts'
import { engines, type TestPlace } from '../../support/databases.ts'

const addToken = prepareQuery((database, tokenHash: string, expiresAt: number) =>
  database.insertInto('sign_in_tokens').values({ token_hash: tokenHash, expires_at: expiresAt }),
)

const insertToken = prepareInsert('sign_in_tokens')

const expiryOf = prepareQuery((database, tokenHash: string) =>
  database.selectFrom('sign_in_tokens').select('expires_at').where('token_hash', '=', tokenHash),
)

for (const engine of engines) {
  describe(`a prepared query in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
    })

    afterEach(() => place.discard())

    test('runs with other values each time, inside and outside of transactions', async () => {
      await database.write('access', async (transaction) => {
        await addToken(transaction, 'a', 1)
        await addToken(transaction, 'b', 2)
        expect(await expiryOf(transaction, 'a')).toEqual([{ expires_at: 1 }])
      })

      expect(await expiryOf(database.read, 'b')).toEqual([{ expires_at: 2 }])
      expect(await expiryOf(database.read, 'a')).toEqual([{ expires_at: 1 }])
      expect(await expiryOf(database.read, 'c')).toEqual([])
    })

    test('adds rows whose columns come in any order', async () => {
      await database.write('access', async (transaction) => {
        await insertToken(transaction, { token_hash: 'x', expires_at: 1 })
        await insertToken(transaction, { expires_at: 2, token_hash: 'y' })
      })

      expect(await expiryOf(database.read, 'x')).toEqual([{ expires_at: 1 }])
      expect(await expiryOf(database.read, 'y')).toEqual([{ expires_at: 2 }])
    })

    test('takes values as values, whatever they hold', async () => {
      const hash = `'; drop table sign_in_tokens; -- 令牌`
      await database.write('access', async (transaction) => {
        await addToken(transaction, hash, 3)
      })

      expect(await expiryOf(database.read, hash)).toEqual([{ expires_at: 3 }])
    })
  })
}
