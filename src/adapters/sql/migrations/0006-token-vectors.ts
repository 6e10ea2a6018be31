import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

/** Chunks have vectors of their tokens beside the one of their text; the index says what they are made with. */
export function addTokenVectors(engine: Engine): Migration {
  const statements = engine === 'sqlite' ? additions('text', 'blob') : [...additions('text collate "C"', 'bytea'), asIs]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}

/** The index over the key is all that looking for leftovers reads. */
function additions(text: string, bytes: string): readonly string[] {
  return [
    `create table token_vectors (
       made_with ${text} not null,
       embedding_hash ${text} not null,
       codes ${bytes} not null,
       spans ${bytes} not null,
       primary key (made_with, embedding_hash)
     )`,
    `alter table index_identity add column tokens ${text}`,
    `alter table index_build add column tokens ${text}`,
  ]
}

/** Codes do not get smaller by compression. */
const asIs = 'alter table token_vectors alter column codes set storage external'
