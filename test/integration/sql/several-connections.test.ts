import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { LorekeepDatabase } from '../../../src/adapters/sql/database/database.ts'
import { openSqliteDatabase } from '../../../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { documentWith, entriesOf, extractedFrom, publish } from '../../contract/published-documents.ts'
import { eventWith, noon, settlementOf } from '../../contract/settlements.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

const all = { all: true } as const
const organisation = { kind: 'organisation', id: '*' } as const

/** What a document of seven hundred chunks says in a version. */
function textsOf(version: string): readonly string[] {
  return Array.from({ length: 700 }, (_, index) => `word ${version} ${index}`)
}

for (const engine of engines) {
  describe(`several connections to one database in ${engine.name}`, () => {
    let place: TestPlace
    let databases: readonly LorekeepDatabase[]

    beforeEach(async () => {
      place = await engine.place()
      const first = await place.open()
      databases = [first, await place.open(), await place.open()]
    })

    afterEach(() => place.discard())

    test('grant exactly as many of 200 reservations as the limit has room for [P6]', async () => {
      const stores = databases.map((database) => createSqlRecords(database, testSealer).budgets)
      const { budgets } = createSqlRecords(await place.open(), testSealer)
      await budgets.setBudgets([
        { ...organisation, period: 'day', unit: 'money', limit: 5000, warnAt: [80], whenExhausted: 'cheaper' },
      ])
      const request = {
        answerId: 'a',
        subjects: [organisation],
        micros: 100,
        tokens: 0,
        at: noon,
        expiresAt: noon + 1000,
      }

      const reservations = await Promise.all(
        Array.from({ length: 200 }, (_, number) => (stores[number % stores.length] ?? budgets).reserve(request)),
      )

      expect(reservations.filter((reservation) => reservation.granted)).toHaveLength(50)
    })

    test('write one chain, whoever settles or appends', async () => {
      const records = databases.map((database) => createSqlRecords(database, testSealer))
      await Promise.all(
        Array.from({ length: 30 }, async (_, number) => {
          const { journal, auditLog } =
            records[number % records.length] ?? createSqlRecords(await place.open(), testSealer)
          if (number % 2 === 0) await journal.settle(settlementOf(`a${number}`, toMicros(1)))
          else await auditLog.append(eventWith({ subject: `a${number}` }))
        }),
      )

      expect(await records[0]?.auditLog.verify()).toEqual({ records: 30 })
    })

    test('settle an answer once [P5]', async () => {
      const journals = databases.map((database) => createSqlRecords(database, testSealer).journal)

      const outcomes = await Promise.allSettled(
        journals.map((journal) => journal.settle(settlementOf('a1', toMicros(7)))),
      )

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    })

    test('redeem a sign-in token once', async () => {
      const stores = databases.map((database) => createSqlRecords(database, testSealer).access)
      await stores[0]?.saveSignInToken('token', 5000)

      const redeemed = await Promise.all(stores.map((access) => access.redeemSignInToken('token', 1000)))

      expect(redeemed.filter(Boolean)).toHaveLength(1)
    })

    test('see the former version wholly until the new one is published wholly [P7]', async () => {
      const [writing, reading] = databases.map((database) => createSqlRecords(database, testSealer))
      if (writing === undefined || reading === undefined) throw new Error('There are three connections.')
      await publish(writing.registry, documentWith({ id: 'd1', version: 'v1' }), textsOf('v1'))
      const ids = ['v1:0', 'v1:699', 'v2:0', 'v2:699']

      const publishing = publish(writing.registry, documentWith({ id: 'd1', version: 'v2' }), textsOf('v2'))
      const seen = new Set<string>()
      const ended = new AbortController()
      void publishing.finally(() => ended.abort())
      while (!ended.signal.aborted) {
        const passages = await reading.registry.passages(ids, all)
        seen.add(passages.map(({ chunkId }) => chunkId).join(' '))
        await nextTurn()
      }
      await publishing

      expect([...seen].filter((view) => view !== 'v1:0 v1:699' && view !== 'v2:0 v2:699')).toEqual([])
      expect(await reading.registry.passages(ids, all)).toMatchObject([{ chunkId: 'v2:0' }, { chunkId: 'v2:699' }])
    })

    test('a publication that fails half way leaves the former version as it was [P7]', async () => {
      const [writing, reading] = databases.map((database) => createSqlRecords(database, testSealer))
      if (writing === undefined || reading === undefined) throw new Error('There are three connections.')
      const former = documentWith({ id: 'd1', version: 'v1' })
      await publish(writing.registry, former, ['alpha'])
      const renewed = documentWith({ id: 'd1', version: 'v2' })
      const entries = entriesOf(renewed, ['beta'])

      const failing = writing.registry.publish(renewed, extractedFrom(['beta']), [...entries, ...entries])

      await expect(failing).rejects.toThrow(/unique/i)
      expect(await reading.registry.get('d1', all)).toEqual(former)
      expect(await reading.keywordIndex.search(['alpha', 'beta'], 10, all, {})).toMatchObject([{ chunkId: 'v1:0' }])
      expect(await reading.keywordIndex.statistics(['alpha', 'beta'])).toEqual({
        chunks: 1,
        frequency: new Map([['alpha', 1]]),
      })
      expect(await reading.registry.extracted('d1', 'v2')).toBeUndefined()
      expect(await reading.registry.retiredVersions()).toEqual([])
    })

    test('reading does not wait for a write that is under way', async () => {
      const [writing, reading] = databases
      if (writing === undefined || reading === undefined) throw new Error('There are three connections.')
      await publish(createSqlRecords(writing, testSealer).registry, documentWith({ id: 'd1', version: 'v1' }), [
        'alpha',
      ])

      const seenMeanwhile = await writing.write('documents', async (transaction) => {
        await transaction.deleteFrom('documents').execute()
        const own = await createSqlRecords(writing, testSealer).registry.counts()
        const other = await createSqlRecords(reading, testSealer).registry.counts()
        return [own.documents, other.documents]
      })

      expect(seenMeanwhile).toEqual([1, 1])
      expect(await createSqlRecords(reading, testSealer).registry.counts()).toMatchObject({ documents: 0 })
    })
  })
}

describe('a write in SQLite while another process writes', () => {
  let place: TestPlace

  beforeEach(async () => {
    const sqlite = engines.find(({ name }) => name === 'SQLite')
    if (sqlite === undefined) throw new Error('SQLite is always there.')
    place = await sqlite.place()
  })

  afterEach(() => place.discard())

  test('waits its turn with the event loop running', async () => {
    const [first, second] = [await place.open(), await place.open()]
    const order: string[] = []

    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))

    const holding = first.write('documents', async () => {
      await held
      order.push('first')
    })
    const waiting = second.write('accounts', async () => void order.push('second'))
    await sleep(30)
    order.push('meanwhile')
    letGo()
    await Promise.all([holding, waiting])

    expect(order).toEqual(['meanwhile', 'first', 'second'])
  })

  test('gives up when it takes too long, with an error that may be tried again', async () => {
    const first = await place.open()
    const impatient = await openSqliteDatabase({ file: place.address, waitMs: 50 })

    const outcome = await first.write('documents', async () =>
      impatient.write('access', async () => 'written').catch((error: unknown) => error),
    )
    await impatient.close()

    expect(outcome).toMatchObject({ code: 'index-unavailable', retryable: true })
  })
})
