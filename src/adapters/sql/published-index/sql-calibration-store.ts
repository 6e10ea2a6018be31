import type { Calibration } from '../../../domain/answers/calibration.ts'
import type { CalibrationStore } from '../../../ports/calibration-store.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { createIndexMemory, type IndexMemory } from './index-memory.ts'

export function createSqlCalibrationStore(
  database: LorekeepDatabase,
  memory: IndexMemory = createIndexMemory(database),
): CalibrationStore {
  return {
    get: (language) =>
      memory.recall(`calibration ${language}`, async () => {
        const row = await database.read
          .selectFrom('calibrations')
          .select('calibration')
          .where('language', '=', language)
          .executeTakeFirst()
        return row && (JSON.parse(row.calibration) as Calibration)
      }),

    put: (calibration) =>
      database.write('documents', async (transaction) => {
        const row = { language: calibration.language, calibration: JSON.stringify(calibration) }
        await transaction
          .insertInto('calibrations')
          .values(row)
          .onConflict((conflict) => conflict.column('language').doUpdateSet({ calibration: row.calibration }))
          .execute()
      }),
  }
}
