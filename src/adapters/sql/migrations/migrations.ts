import type { Migration } from 'kysely'
import type { Engine } from '../database.ts'
import { createTables } from './0001-create-tables.ts'
import { addSourceOrigins } from './0002-source-origins.ts'
import { addDocumentStates } from './0003-document-states.ts'

/** Every migration, by the name it is remembered under. Names sort in the order they run; none is ever changed. */
export function migrationsFor(engine: Engine): Readonly<Record<string, Migration>> {
  return {
    '0001-create-tables': createTables(engine),
    '0002-source-origins': addSourceOrigins(engine),
    '0003-document-states': addDocumentStates(engine),
  }
}
