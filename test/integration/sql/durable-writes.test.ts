import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { CompiledQuery, Kysely } from 'kysely'
import { createWriteQueue, type WriteQueue } from '../../../src/adapters/sql/database/group-writes.ts'
import { openSqliteConnection, type SqliteConnection } from '../../../src/adapters/sql/sqlite/sqlite-connection.ts'
import { createSqliteDialect } from '../../../src/adapters/sql/sqlite/sqlite-dialect.ts'
import type { WriteTransaction } from '../../../src/adapters/sql/database/database.ts'
import { createLogSync } from '../../../src/adapters/sql/sqlite/sync-log.ts'
import type { Tables } from '../../../src/adapters/sql/tables.ts'

let folder: string
let file: string
let connection: SqliteConnection
let told: string[]
/** Ends each wait for the disk, in order. */
let disk: { took(): void; failed(error: Error): void }[]
let queue: WriteQueue

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lorekeep-durable-'))
  file = join(folder, 'notes.db')
  connection = openSqliteConnection(file, 1000)
  connection.execute('pragma journal_mode = wal')
  connection.execute('create table notes (word text)')
  told = []
  disk = []
  const waitForDisk = () =>
    new Promise<void>((took, failed) => {
      disk.push({ took, failed })
    })
  const database = new Kysely<Tables>({ dialect: createSqliteDialect(connection, 1000) })
  queue = createWriteQueue(database, async () => undefined, waitForDisk)
})

afterEach(async () => {
  connection.close()
  await rm(folder, { recursive: true })
})

const note = (word: string) => async (transaction: WriteTransaction) => {
  await transaction.executeQuery(CompiledQuery.raw(`insert into notes values ('${word}')`))
}
const tell = (word: string) => () => void told.push(word)
const refused = (word: string) => () => void told.push(`${word} refused`)

/** Until the writes that are on their way have come as far as they can. */
async function untilTheDiskIsAskedFor(times: number): Promise<void> {
  while (disk.length < times) await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
}

test('a write is done only when the disk has it, and the next one runs meanwhile', async () => {
  const first = queue.add(note('first')).then(tell('first'))
  await untilTheDiskIsAskedFor(1)
  const second = queue.add(note('second')).then(tell('second'))
  await untilTheDiskIsAskedFor(2)

  expect(told).toEqual([])
  disk[0]?.took()
  await first
  expect(told).toEqual(['first'])
  disk[1]?.took()
  await second
  expect(told).toEqual(['first', 'second'])
})

test('what need only be seen by others does not wait for the disk', async () => {
  await queue.add(note('reservation'), 'committed')

  expect(disk).toHaveLength(0)
})

test('what the disk did not take is refused', async () => {
  const write = queue.add(note('lost')).then(tell('lost'), refused('lost'))
  await untilTheDiskIsAskedFor(1)
  disk[0]?.failed(new Error('The disk fails.'))
  await write

  expect(told).toEqual(['lost refused'])
})

test('closing waits for the disk', async () => {
  void queue.add(note('last')).then(tell('last'))
  await untilTheDiskIsAskedFor(1)
  const idle = queue.idle().then(tell('idle'))
  disk[0]?.took()
  await idle

  expect(told).toEqual(['last', 'idle'])
})

test('the log of an open database is brought to the disk, for all who wait, in turns', async () => {
  const log = createLogSync(file)
  connection.execute("insert into notes values ('a')")

  await Promise.all([log.sync(), log.sync(), log.sync()])
  await log.sync()
  await log.close()

  expect(connection.prepare('select word from notes').all([])).toEqual([{ word: 'a' }])
})

test('a log that cannot be written says so, and is tried again', async () => {
  const log = createLogSync(join(folder, 'nothing.db'))

  await expect(log.sync()).rejects.toMatchObject({ code: 'internal', hint: expect.stringContaining('disk') })
  await expect(Promise.all([log.sync(), log.sync()])).rejects.toMatchObject({ code: 'internal' })
  await log.close()
})
