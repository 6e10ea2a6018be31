import type { LorekeepDatabase } from '../../../../src/adapters/sql/database/database.ts'
import { openPostgresDatabase } from '../../../../src/adapters/sql/postgres/open-postgres-database.ts'
import { openSqliteDatabase } from '../../../../src/adapters/sql/sqlite/open-sqlite-database.ts'

/** Opens the place that a test made, by its address. */
export function openAddress(address: string): Promise<LorekeepDatabase> {
  return address.startsWith('postgres:')
    ? openPostgresDatabase({ url: address })
    : openSqliteDatabase({ file: address })
}
