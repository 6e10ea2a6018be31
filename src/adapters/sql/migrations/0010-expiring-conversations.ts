import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const integers = { sqlite: 'integer', postgres: 'bigint' } as const satisfies Record<Engine, string>

/**
 * Conversations learn when they were last used and that they expire, their vaults which state came first; and texts that
 * are sealed are told from those of before.
 */
export function letConversationsExpire(engine: Engine): Migration {
  const integer = integers[engine]
  const statements = [
    `alter table conversations add column used_at ${integer} not null default 0`,
    `alter table conversations add column vault_version ${integer} not null default 0`,
    `alter table conversations add column expired ${integer} not null default 0`,
    `update conversations set vault_version = 1, used_at =
       coalesce((select max(at) from turns where turns.conversation = conversations.id), created_at)`,
    `create index conversations_unused on conversations (used_at) where expired = 0`,
    `alter table turns add column sealed ${integer} not null default 0`,
    `alter table answers add column feedback_sealed ${integer} not null default 0`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
