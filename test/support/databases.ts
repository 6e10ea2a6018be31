import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import Database from 'libsql'
import { Client, DatabaseError } from 'pg'
import { createMemoryRecords } from '../../src/adapters/memory/memory-records.ts'
import type { LorekeepDatabase } from '../../src/adapters/sql/database/database.ts'
import { openPostgresDatabase } from '../../src/adapters/sql/postgres/open-postgres-database.ts'
import { openSqliteDatabase } from '../../src/adapters/sql/sqlite/open-sqlite-database.ts'
import { createSqlRecords } from '../../src/adapters/sql/sql-records.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Records } from '../../src/ports/records.ts'
import { testSealer } from './test-sealer.ts'

/** A place for one test, empty at first, that several connections can open. */
export interface TestPlace {
  /** The file or address, for another process to open. */
  readonly address: string
  /** Opens the place; a second time, as another process would. */
  open(): Promise<LorekeepDatabase>
  /** Deletes every row, also where the product itself may only append. */
  empty(): Promise<void>
  /** Closes what was opened and clears the place away. */
  discard(): Promise<void>
}

export interface TestEngine {
  readonly name: string
  place(): Promise<TestPlace>
}

const sqlite: TestEngine = {
  name: 'SQLite',
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lorekeep-sqlite-'))
    const file = join(folder, 'lorekeep.db')
    return placeOf(
      file,
      () => openSqliteDatabase({ file }),
      async () => emptySqlite(file),
      () => rm(folder, { recursive: true }),
    )
  },
}

/** Tests make a schema of their own in the database at `TEST_DATABASE_URL`, or at a local server that trusts us. */
const postgresUrl = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** What PostgreSQL calls a database that exists. */
const alreadyThere = '42P04'

const postgres: TestEngine = {
  name: 'PostgreSQL',
  place: async () => {
    const schema = `lorekeep_test_${randomUUID().replaceAll('-', '')}`
    const own = await ownDatabase()
    await ask(`create schema ${schema}`, own)
    const url = new URL(own)
    // What a test writes need not survive a power cut, and waiting for the disk is what takes its time.
    url.searchParams.set('options', `-c search_path=${schema} -c synchronous_commit=off`)
    return placeOf(
      url.href,
      () => openPostgresDatabase({ url: url.href }),
      () => ask(emptyPostgres(schema), own),
      () => ask(`drop schema ${schema} cascade`, own),
    )
  },
}

/** The engines that can run here: SQLite always, PostgreSQL where a server answers or one was named. */
export const engines: readonly TestEngine[] = (await hasPostgres()) ? [sqlite, postgres] : [sqlite]

export interface OpenRecords {
  readonly records: Records
  close(): Promise<void>
}

/** Every implementation of the record ports, for their contract suites. What is opened is empty. */
export const recordAdapters: readonly {
  readonly name: string
  readonly open: (clock?: Clock) => Promise<OpenRecords>
}[] = [
  { name: 'memory', open: async (clock) => ({ records: createMemoryRecords(clock), close: async () => {} }) },
  ...engines.map((engine) => ({ name: engine.name, open: opener(engine) })),
]

/** Making the tables takes long enough to do it once for a test file, and to empty them for each test. */
function opener(engine: TestEngine): (clock?: Clock) => Promise<OpenRecords> {
  let made: Promise<{ readonly place: TestPlace; readonly database: LorekeepDatabase }> | undefined

  async function make() {
    const place = await engine.place()
    return { place, database: await place.open() }
  }

  afterAll(async () => {
    if (made !== undefined) await (await made).place.discard()
  })
  return async (clock) => {
    made ??= make()
    const { place, database } = await made
    await place.empty()
    return { records: createSqlRecords(database, testSealer, clock), close: async () => {} }
  }
}

function placeOf(
  address: string,
  open: () => Promise<LorekeepDatabase>,
  empty: () => Promise<void>,
  clear: () => Promise<void>,
): TestPlace {
  const opened: LorekeepDatabase[] = []
  return {
    address,
    open: async () => {
      const database = await open()
      opened.push(database)
      return database
    },
    empty,
    discard: async () => {
      await Promise.all(opened.map((database) => database.close()))
      await clear()
    },
  }
}

const appendOnly = ['ledger_entries', 'audit_records'] as const

const changing = [
  'sources',
  'documents',
  'vector_versions',
  'token_vectors',
  'failed_documents',
  'duplicate_files',
  'container_files',
  'index_build',
  'retired_collections',
  'index_identity',
  'answers',
  'audit_head',
  'budgets',
  'budget_warnings',
  'spending',
  'reservations',
  'conversations',
  'api_keys',
  'widget_sites',
  'sign_in_tokens',
  'ingest_runs',
  'batches',
  'cached_answers',
] as const

function emptySqlite(file: string): void {
  const database = new Database(file, { timeout: 300_000 })
  try {
    database.exec('pragma foreign_keys = on')
    const triggers = database.prepare(`select name, sql from sqlite_schema where type = 'trigger'`).all() as {
      name: string
      sql: string
    }[]
    database.exec('begin immediate')
    for (const { name } of triggers) database.exec(`drop trigger ${name}`)
    for (const table of [...changing, ...appendOnly]) database.exec(`delete from ${table}`)
    database.exec(`insert into keyword_entries (keyword_entries) values ('delete-all')`)
    for (const { sql } of triggers) database.exec(sql)
    database.exec('commit')
  } finally {
    database.close()
  }
}

/** Deleting a few rows is many times faster than truncating. */
function emptyPostgres(schema: string): string {
  return [
    `set search_path = ${schema}`,
    ...appendOnly.map(
      (table) => `do $$ begin if exists (select from ${table}) then
        alter table ${table} disable trigger user;
        delete from ${table};
        alter table ${table} enable trigger user;
      end if; end $$`,
    ),
    ...changing.map((table) => `delete from ${table}`),
  ].join(';')
}

async function hasPostgres(): Promise<boolean> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return true
  return ask('select 1').then(
    () => true,
    () => false,
  )
}

/**
 * Test files that run side by side each have a database: reading the catalogue of one fails while a schema
 * of it is dropped.
 */
async function ownDatabase(): Promise<string> {
  const name = `lorekeep_test_${process.env['JEST_WORKER_ID'] ?? '1'}`
  await ask(`create database ${name}`).catch((error: unknown) => {
    if (!(error instanceof DatabaseError) || error.code !== alreadyThere) throw error
  })
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return url.href
}

async function ask(statement: string, url = postgresUrl): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000 })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
