import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const texts = { sqlite: 'text', postgres: 'text collate "C"' } as const satisfies Record<Engine, string>

/** How the evidence gate was fitted to the index, language by language. */
export function addCalibrations(engine: Engine): Migration {
  const text = texts[engine]
  return {
    up: async (database) => {
      await sql
        .raw(`create table calibrations (language ${text} primary key, calibration ${text} not null)`)
        .execute(database)
    },
  }
}
