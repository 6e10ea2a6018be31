import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const dialects = {
  sqlite: { text: 'text', integer: 'integer' },
  postgres: { text: 'text collate "C"', integer: 'bigint' },
} as const satisfies Record<Engine, Readonly<Record<'text' | 'integer', string>>>

/** What an entry was for, which price it was booked at, the source it drew on, and what made it cheaper than the baseline. */
export function addLedgerReports(engine: Engine): Migration {
  const { text, integer } = dialects[engine]
  const columns = [
    `purpose ${text}`,
    `price_version ${text}`,
    `source ${text}`,
    ...['cache', 'routing', 'compression', 'batch', 'prices'].map(
      (means) => `saved_by_${means} ${integer} not null default 0`,
    ),
  ]
  return {
    up: async (database) => {
      for (const column of columns) {
        await sql.raw(`alter table ledger_entries add column ${column}`).execute(database)
      }
    },
  }
}
