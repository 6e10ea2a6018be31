import { join } from 'node:path'
import type { SourceReader } from './source-reader.ts'
import { walkFolder } from './walk-folder.ts'

/**
 * Files that lie where they are read: a local folder or a mounted share.
 * @param except a folder that is passed over wherever a source holds it: the one that Lorekeep writes to, or
 *   the copies of restricted sources would be read again with the labels of the source around it
 */
export function createFolderReader(except?: string): SourceReader {
  return {
    refresh: async () => ({ failures: [] }),
    walk: (source, places, notes) => walkFolder(source, places, notes, except),
    locate: async ({ root }, path) => join(root, path),
  }
}
