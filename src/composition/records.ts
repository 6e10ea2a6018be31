import { join } from 'node:path'
import type { LorekeepDatabase } from '../adapters/sql/database/database.ts'
import { openSqliteDatabase } from '../adapters/sql/sqlite/open-sqlite-database.ts'
import { sealEarlierTexts } from '../adapters/sql/answers/seal-earlier-texts.ts'
import { createSqlRecords } from '../adapters/sql/sql-records.ts'
import { wallClockIn } from '../domain/time/wall-clock.ts'
import type { Log } from '../ports/log.ts'
import type { Foundation } from './foundation.ts'
import type { Secrets } from './secrets.ts'

export type Records = Awaited<ReturnType<typeof openRecords>>

/**
 * All that is kept in the database: the embedded one, or the server where one is named.
 * @throws LorekeepError `bad-configuration`, `data-damaged`
 */
export async function openRecords({ environment, clock, log }: Foundation, { sealer }: Secrets) {
  const { databaseUrl, dataDir, budgetTimeZone } = environment
  const database =
    databaseUrl === undefined
      ? await openSqliteDatabase({ file: join(dataDir, 'lorekeep.db'), log })
      : await openServer(databaseUrl, log)
  const wallClock = wallClockIn(budgetTimeZone)
  return {
    ...createSqlRecords(database, sealer, clock, wallClock),
    wallClock,
    /** For a long-running service: seals what a version before wrote as it was. */
    sealEarlierTexts: (signal: AbortSignal) => sealEarlierTexts(database, sealer, log, signal),
    close: () => database.close(),
  }
}

/** Loaded where one is named, as only then it is of use. */
async function openServer(url: string, log: Log): Promise<LorekeepDatabase> {
  const { openPostgresDatabase } = await import('../adapters/sql/postgres/open-postgres-database.ts')
  return openPostgresDatabase({ url, log })
}
