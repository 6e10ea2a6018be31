import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import type { LorekeepDatabase, WriteTransaction } from '../../../src/adapters/sql/database/database.ts'
import { engines, type TestPlace } from '../../support/databases.ts'

for (const engine of engines) {
  describe(`writes of one area that are asked for at once, in ${engine.name}`, () => {
    let place: TestPlace
    let database: LorekeepDatabase
    let other: LorekeepDatabase

    beforeEach(async () => {
      place = await engine.place()
      database = await place.open()
      other = await place.open()
    })

    afterEach(() => place.discard())

    const note = (version: string) => async (transaction: WriteTransaction) => {
      await transaction.insertInto('vector_versions').values({ version }).execute()
      return version
    }
    const write = <T>(work: (transaction: WriteTransaction) => Promise<T>) => database.write('documents', work)
    /** What others see. */
    async function committed(): Promise<readonly string[]> {
      const rows = await other.read.selectFrom('vector_versions').select('version').orderBy('version').execute()
      return rows.map(({ version }) => version)
    }

    test('are committed together, and done only then', async () => {
      const seen: (readonly string[])[] = []

      const first = write(note('a'))
      const second = write(async (transaction) => {
        seen.push(await committed())
        return note('b')(transaction)
      })
      await first
      seen.push(await committed())
      const told = await second

      expect(told).toBe('b')
      expect(seen).toEqual([[], ['a', 'b']])
    })

    test('are undone alone when they fail', async () => {
      const failing = async (transaction: WriteTransaction) => {
        await note('bad')(transaction)
        // A statement that fails makes PostgreSQL refuse all further ones until the savepoint.
        await note('bad')(transaction)
      }

      const outcomes = await Promise.allSettled([
        write(failing),
        write(note('a')),
        write(failing),
        write(note('b')),
        write(failing),
        write(note('c')),
      ])

      expect(outcomes.map(({ status }) => status)).toEqual([
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
      ])
      expect(await committed()).toEqual(['a', 'b', 'c'])
    })

    test('all fail when the engine ends their transaction, and leave nothing; later ones are written', async () => {
      const lost = async (transaction: WriteTransaction) => {
        await sql`rollback`.execute(transaction)
        throw new Error('The disk is full.')
      }

      const outcomes = await Promise.allSettled([write(note('a')), write(note('b')), write(lost)])
      await write(note('c'))

      expect(outcomes).toMatchObject(
        Array.from({ length: 3 }, () => ({ status: 'rejected', reason: { message: 'The disk is full.' } })),
      )
      expect(await committed()).toEqual(['c'])
    })

    test('are all done before the database is closed', async () => {
      const writes = Promise.all([write(note('a')), write(note('b')), write(note('c'))])
      await database.close()

      expect(await writes).toEqual(['a', 'b', 'c'])
      expect(await committed()).toEqual(['a', 'b', 'c'])
    })
  })
}
