import { LorekeepError } from '../../domain/errors.ts'

/** Messages of SQLite (result codes 11 and 26) and of Chroma's reader of nearest-neighbour files. */
const damage =
  /file is not a database|database disk image is malformed|Error loading hnsw index|Error deserializing pickle file|Error finding id\b/

/** Whether Chroma complains about its own files. */
export function isDamage(message: string): boolean {
  return damage.test(message)
}

/** The error for data that Chroma cannot read; `folder` where it is one of this machine. */
export function dataDamaged(folder: string | undefined, reason: string, cause?: unknown): LorekeepError {
  const place = folder === undefined ? 'The data of the Chroma server' : `The vector data in "${folder}"`
  const remedy =
    folder === undefined
      ? 'Restore the data of the Chroma server from its backup, or empty it and run "lorekeep reindex".'
      : 'Stop Lorekeep, move that folder away and run "lorekeep reindex", or restore a backup.'
  return new LorekeepError('data-damaged', `${place} is damaged: ${reason}`, { hint: remedy, cause })
}
