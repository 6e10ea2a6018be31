import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import { createTables } from '../../../src/adapters/sql/migrations/0001-create-tables.ts'
import { openPostgresPool } from '../../../src/adapters/sql/postgres/postgres-pool.ts'
import { openSqliteConnection } from '../../../src/adapters/sql/sqlite/sqlite-connection.ts'
import { createSqliteDialect } from '../../../src/adapters/sql/sqlite/sqlite-dialect.ts'
import { createSqlRecords } from '../../../src/adapters/sql/sql-records.ts'
import { engines, type TestPlace } from '../../support/databases.ts'
import { testSealer } from '../../support/test-sealer.ts'

const dayMs = 86_400_000

for (const engine of engines) {
  describe(`a database of the first version in ${engine.name}`, () => {
    let place: TestPlace

    beforeEach(async () => {
      place = await engine.place()
      const isPostgres = engine.name === 'PostgreSQL'
      const connection = isPostgres ? undefined : openSqliteConnection(place.address, 5000)
      connection?.execute('pragma foreign_keys = on')
      const database = new Kysely<never>({
        dialect:
          connection === undefined
            ? new PostgresDialect({ pool: openPostgresPool(place.address, 1) })
            : createSqliteDialect(connection, 5000),
      })
      const options = new URL(place.address, 'file:///').searchParams.get('options')
      const schema = /search_path=(\S+)/.exec(options ?? '')?.[1]
      const migrator = new Migrator({
        db: database,
        provider: {
          getMigrations: async () => ({ '0001-create-tables': createTables(isPostgres ? 'postgres' : 'sqlite') }),
        },
        migrationTableName: 'lorekeep_migrations',
        migrationLockTableName: 'lorekeep_migration_lock',
        ...(schema !== undefined && { migrationTableSchema: schema }),
      })
      const { error } = await migrator.migrateToLatest()
      if (error !== undefined) throw error
      for (const statement of contentOf(isPostgres)) await sql.raw(statement).execute(database)
      await database.destroy()
      connection?.close()
    })

    afterEach(() => place.discard())

    test('keeps its sources, documents, chunks, texts and words', async () => {
      const opened = await place.open()
      const { registry, keywordIndex } = createSqlRecords(opened, testSealer)
      const all = { all: true } as const

      expect(await registry.sources()).toEqual([expect.objectContaining({ name: 'hr', origin: { kind: 'folder' } })])
      expect(await registry.get('d1', all)).toMatchObject({ title: 'Leave', version: 'v1', recipe: '', kinds: {} })
      expect(await registry.chunksOf('d1')).toEqual([
        expect.objectContaining({ terms: ['thirty', 'days'], embeddingHash: '' }),
      ])
      expect(await registry.extracted('d1', 'v1')).toEqual({ text: 'thirty days', pages: [] })
      expect(await keywordIndex.search(['thirty'], 10, all, {})).toHaveLength(1)
      expect(await keywordIndex.mismatches()).toEqual([])
      expect(await registry.indexIdentity()).toEqual({ id: 'minilm', dimension: 384, collection: '' })
    })

    test('keeps its conversations, with what was said and the values met in them, as used when last asked in', async () => {
      const { conversations } = createSqlRecords(await place.open(), testSealer)

      expect(await conversations.get('c1')).toEqual({
        id: 'c1',
        principalId: 'user:ada',
        createdAt: 1,
        usedAt: 7,
        turns: [{ answerId: 'a1', question: '年假几天？', standaloneQuestion: '年假几天？', answer: '30 天', at: 7 }],
        vault: { state: 'values', version: 1 },
        isExpired: false,
      })
    })

    test('keeps its budgets, and counts what was spent in tokens and for API keys too', async () => {
      const { budgets } = createSqlRecords(await place.open(), testSealer)
      const terms = { unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const

      expect(await budgets.budgets(dayMs + 1)).toEqual([
        { ...terms, kind: 'user', id: 'key:k1', period: 'month', limit: 900, spent: 7, reserved: 0 },
      ])
      await budgets.setBudget({ ...terms, kind: 'key', id: 'k1', period: 'day', unit: 'tokens', limit: 9000 })
      expect(await budgets.budgets(dayMs + 1)).toMatchObject([{ kind: 'key', spent: 130 }, { kind: 'user' }])
    })

    test('lets go of a document with everything that belongs to it', async () => {
      const opened = await place.open()
      const { registry, keywordIndex } = createSqlRecords(opened, testSealer)
      await registry.remove(['d1'])

      expect(await registry.counts()).toEqual({ documents: 0, chunks: 0, failures: 0 })
      expect(await keywordIndex.mismatches()).toEqual([])
      expect(await registry.retiredVersions()).toEqual(['v1'])
    })
  })
}

function contentOf(isPostgres: boolean): readonly string[] {
  return [
    `insert into conversations values ('c1', 'user:ada', 1, '${testSealer.seal('values')}')`,
    `insert into turns values ('c1', 1, 'a1', '年假几天？', '年假几天？', '30 天', 7)`,
    `insert into sources values ('hr', '/srv/hr', 'g:staff', 'internal', '[]', '[]')`,
    `insert into documents (id, source, path, media_type, version, content_hash, bytes, modified_at, labels_fingerprint,
       ingested_at, characters, chunks, terms, title, access_label, classification, language)
     values ('d1', 'hr', 'leave.md', 'text/markdown', 'v1', 'c0ffee', 11, 1.5, 'f', 1, 11, 1, 2, 'Leave', 'g:staff', 'internal', 'en')`,
    `insert into extracted_texts values (1, 'v1', 1, 'thirty days', '[]')`,
    `insert into chunks (id, document, ordinal, start_offset, end_offset, terms) values ('v1:0', 1, 0, 0, 11, 2)`,
    `insert into chunk_texts values (1, '[]', 'thirty days', 'thirty days')`,
    isPostgres
      ? `insert into keyword_postings values ('thirty', 1, 1), ('days', 1, 1)`
      : `insert into keyword_entries (rowid, terms) values (1, 'thirty days')`,
    `insert into index_identity values (1, 'minilm', 384)`,
    `insert into budgets values ('user', 'key:k1', 'month', 900)`,
    `insert into spending values ('organisation', '*', ${dayMs}, 7), ('user', 'key:k1', ${dayMs}, 7)`,
    `insert into ledger_entries values ('e1', 'call', 'a1', ${dayMs + 5}, 'key:k1', null, 'cloud', 'p', 'm', 100, 0, 30, 0, 0, 7, 'USD', 0, 'miss', 'answered', 0)`,
  ]
}
