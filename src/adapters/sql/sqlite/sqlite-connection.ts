import type { SqliteDatabase } from 'kysely'
import Database from 'libsql'
import { LorekeepError, messageOf } from '../../../domain/errors.ts'
import { createStatementCache } from './statement-cache.ts'
import { storableValue } from '../database/storable-value.ts'

/** One connection to an SQLite file, in the shape that Kysely drives, with our errors. */
export interface SqliteConnection extends SqliteDatabase {
  /** Runs statements that give nothing back. Unlike a prepared one, a statement that fails here leaves nothing behind. */
  execute(sql: string): void
  /** Whether a transaction is open; the engine ends one by itself when the disk is full or fails. */
  inTransaction(): boolean
}

type Statement = ReturnType<Database.Database['prepare']>

/**
 * Opens a connection. Statements run synchronously, and wait up to `busyTimeoutMs` for a lock with
 * the event loop stopped.
 * @throws LorekeepError `bad-configuration` when the file cannot be opened
 */
export function openSqliteConnection(file: string, busyTimeoutMs: number): SqliteConnection {
  const database = translating(file, () => new Database(file, { timeout: busyTimeoutMs }))
  const statements = createStatementCache((sql) => open().prepare(sql))

  function running<T>(sql: string, work: (statement: Statement) => T): T {
    return translating(file, () => {
      try {
        open()
        return work(statements.get(sql))
      } catch (error) {
        statements.drop(sql)
        throw error
      }
    })
  }

  return {
    execute: (sql) => translating(file, () => void open().exec(sql)),
    prepare: (sql) => ({
      reader: running(sql, ({ reader }) => reader),
      all: (parameters) => running(sql, (statement) => statement.all(parameters.map(bindable))),
      run: (parameters) => running(sql, (statement) => statement.run(parameters.map(bindable))),
      // Of its own, since it may be left in the middle.
      iterate: (parameters) => translating(file, () => open().prepare(sql).iterate(parameters.map(bindable))),
    }),
    inTransaction: () => open().inTransaction,
    close: () => {
      if (database.open) database.close()
    },
  }

  function open() {
    if (!database.open) throw new LorekeepError('internal', `The database ${file} was closed.`)
    return database
  }
}

/** Whether a statement failed because another connection holds the lock that it needs. */
export function isBusy(error: unknown): boolean {
  return error instanceof LorekeepError && engineCode(error.cause).startsWith('SQLITE_BUSY')
}

/** The binding brings the whole process down on a boolean, and SQLite has no such type. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') throw new TypeError('A query was given a boolean; SQLite keeps 1 and 0.')
  return storableValue(value)
}

function translating<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw translated(file, error)
  }
}

/** What an operator can act on becomes a LorekeepError; anything else is a bug and stays as it is. */
function translated(file: string, error: unknown): unknown {
  const code = engineCode(error)
  const reason = messageOf(error)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new LorekeepError('index-unavailable', `The database ${file} is busy: ${reason}.`, {
      hint: 'Another process is writing to it. Try again in a moment.',
      cause: error,
    })
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new LorekeepError('data-damaged', `The database ${file} is damaged: ${reason}.`, {
      hint: 'Restore it from a backup, or move the file away and ingest the documents again.',
      cause: error,
    })
  }
  if (code === 'SQLITE_FULL') {
    return new LorekeepError('internal', `The disk that holds ${file} is full.`, {
      hint: 'Free some space, then try again. Nothing was written.',
      cause: error,
      retryable: true,
    })
  }
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)/.test(code) || reason.includes('ConnectionFailed')) {
    return new LorekeepError('bad-configuration', `The database ${file} cannot be read or written: ${reason}.`, {
      hint: 'Check that it is a file, that this account may write it and its folder, and that the disk is sound.',
      cause: error,
    })
  }
  return error
}

function engineCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
