import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openPostgresDatabase } from '../../../src/adapters/sql/postgres/open-postgres-database.ts'
import { openSqliteDatabase } from '../../../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { documentWith, publish } from '../../contract/published-documents.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

describe('opening the SQLite database', () => {
  let folder: string
  let file: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lorekeep-open-'))
    file = join(folder, 'deep', 'down', 'lorekeep.db')
  })

  afterEach(() => rm(folder, { recursive: true }))

  test('creates the folder and a file that only its owner reads', async () => {
    const database = await openSqliteDatabase({ file })
    await database.close()

    const { mode } = await stat(file)
    expect((mode & 0o777).toString(8)).toBe('600')
    expect((await stat(join(folder, 'deep'))).mode & 0o077).toBe(0)
  })

  test('says that a file which is no database is damaged, and what to do', async () => {
    await mkdir(join(folder, 'deep', 'down'), { recursive: true })
    await writeFile(file, 'Dear diary, '.repeat(1000))

    const opening = openSqliteDatabase({ file })

    await expect(opening).rejects.toMatchObject({
      code: 'data-damaged',
      message: expect.stringContaining(file),
      hint: expect.stringContaining('backup'),
    })
    expect(await readFile(file, 'utf8')).toMatch(/^Dear diary/)
  })

  test('damage inside the file is named as such when it is met', async () => {
    const whole = await openSqliteDatabase({ file })
    const { registry } = createSqlRecords(whole, testSealer)
    await publish(
      registry,
      documentWith({ id: 'd1' }),
      Array.from({ length: 500 }, (_, index) => `passage ${index}`),
    )
    await sql`pragma wal_checkpoint(truncate)`.execute(whole.read)
    await whole.close()
    const handle = await open(file, 'r+')
    const { size } = await handle.stat()
    await handle.write(Buffer.alloc(size - 8192, 0x5a), 0, size - 8192, 8192)
    await handle.close()

    const reading = openSqliteDatabase({ file }).then((damaged) =>
      createSqlRecords(damaged, testSealer).registry.counts(),
    )

    await expect(reading).rejects.toMatchObject({ code: 'data-damaged', message: expect.stringContaining(file) })
  })

  test('a place that cannot be written is a matter of configuration', async () => {
    await writeFile(join(folder, 'deep'), 'a file where a folder should be')

    await expect(openSqliteDatabase({ file })).rejects.toMatchObject({ code: 'bad-configuration' })
    await expect(openSqliteDatabase({ file: folder })).rejects.toMatchObject({ code: 'bad-configuration' })
  })
})

describe('opening a PostgreSQL database', () => {
  test('says that a server which does not answer cannot be reached, without showing the password', async () => {
    const opening = openPostgresDatabase({ url: 'postgres://lorekeep:hunter2@127.0.0.1:1/lorekeep' })

    const error = await opening.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'index-unavailable',
      retryable: true,
      message: expect.stringContaining('127.0.0.1:1/lorekeep'),
    })
    expect(String(error)).not.toContain('hunter2')
  })

  test('an address that is none is a matter of configuration', async () => {
    await expect(openPostgresDatabase({ url: 'not an address' })).rejects.toMatchObject({ code: 'bad-configuration' })
  })
})

for (const engine of engines) {
  describe(`a database in ${engine.name}`, () => {
    let place: TestPlace

    beforeEach(async () => {
      place = await engine.place()
    })

    afterEach(() => place.discard())

    test('is migrated once when many open it at the same time', async () => {
      const databases = await Promise.all(Array.from({ length: 4 }, () => place.open()))

      const counted = await Promise.all(
        databases.map((database) => createSqlRecords(database, testSealer).registry.counts()),
      )
      expect(counted).toEqual(databases.map(() => ({ documents: 0, chunks: 0, failures: 0 })))
    })

    test('keeps what was written when it is opened again', async () => {
      const before = await place.open()
      await publish(createSqlRecords(before, testSealer).registry, documentWith({ id: 'd1' }), ['alpha'])
      await before.close()

      const { registry, keywordIndex } = createSqlRecords(await place.open(), testSealer)

      expect(await registry.counts()).toMatchObject({ documents: 1, chunks: 1 })
      expect(await keywordIndex.search(['alpha'], 5, { all: true }, {})).toHaveLength(1)
    })

    test('that a newer version has written to is refused', async () => {
      const newer = await place.open()
      await newer.write('access', async (transaction) => {
        await sql`insert into lorekeep_migrations (name, timestamp) values ('9999-from-the-future', 'now')`.execute(
          transaction,
        )
      })
      await newer.close()

      await expect(place.open()).rejects.toMatchObject({
        code: 'bad-configuration',
        message: expect.stringContaining('newer version'),
        problems: [expect.stringContaining('9999-from-the-future')],
      })
    })

    test('refuses to write through the connection for reading', async () => {
      const database = await place.open()

      await expect(database.read.deleteFrom('documents').execute()).rejects.toThrow(/read-?only/i)
    })

    test('finishes what was begun before it closes, and then says that it is closed', async () => {
      const database = await place.open()
      const { registry, access } = createSqlRecords(database, testSealer)
      const begun = publish(registry, documentWith({ id: 'd1' }), ['alpha'])
      await database.close()

      await begun
      await expect(access.saveSignInToken('token', 1)).rejects.toThrow(/closed/)
      await expect(registry.counts()).rejects.toThrow(/closed|destroyed/)
      expect(await createSqlRecords(await place.open(), testSealer).registry.counts()).toMatchObject({ documents: 1 })
    })

    test('keeps texts whole that hold a NUL, in the same length', async () => {
      const { registry } = createSqlRecords(await place.open(), testSealer)
      const document = documentWith({ id: 'd1' })
      await publish(registry, document, ['before\u0000after', 'second'])

      const [first, second] = await registry.passages([`${document.version}:0`, `${document.version}:1`], { all: true })
      const extracted = await registry.extracted('d1', document.version)

      expect(first?.text).toBe('before\uFFFDafter')
      expect(extracted?.text.slice(first?.start, first?.end)).toBe(first?.text)
      expect(extracted?.text.slice(second?.start, second?.end)).toBe('second')
    })
  })
}
