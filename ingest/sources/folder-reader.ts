import { join } from 'node:path'
import type { SourceReader } from './source-reader.ts'
import { walkFolder } from './walk-folder.ts'

/** Files that lie where they are read: a local folder or a mounted share. */
export function createFolderReader(): SourceReader {
  return {
    refresh: async () => ({ failures: [] }),
    walk: walkFolder,
    locate: async ({ root }, path) => join(root, path),
  }
}
