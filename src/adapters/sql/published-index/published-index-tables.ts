/** What is known of the index as a whole. */
export interface PublishedIndexTables {
  readonly index_changes: IndexChangesRow
  readonly calibrations: CalibrationRow
}

/** One row. */
interface IndexChangesRow {
  /** How often documents, index or calibrations have changed. */
  readonly number: number
}

interface CalibrationRow {
  readonly language: string
  /** A `Calibration`, as JSON. */
  readonly calibration: string
}
