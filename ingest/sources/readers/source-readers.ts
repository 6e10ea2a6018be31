import type { SourceOrigin } from '../../../src/domain/documents/source.ts'
import { createCredentials } from './credentials.ts'
import { createFolderReader } from './folder-reader.ts'
import { createGitReader } from './git-reader.ts'
import { createS3Reader } from './s3-reader.ts'
import type { SourceReader } from './source-reader.ts'
import { createWebReader } from './web-reader.ts'

/** The reader of every kind of origin. */
export type SourceReaders = Readonly<Record<SourceOrigin['kind'], SourceReader>>

/**
 * @param variable the value of a variable of the environment: credentials, and what git needs
 * @param version that the service gives to web servers
 * @param dataDir everything that Lorekeep writes, which no folder around it shows
 */
export function createSourceReaders(
  variable: (name: string) => string | undefined,
  version: string,
  dataDir: string,
): SourceReaders {
  const credentials = createCredentials(variable)
  return {
    folder: createFolderReader(dataDir),
    git: createGitReader({ credentials, variable }),
    web: createWebReader({ credentials, version }),
    s3: createS3Reader(credentials),
  }
}
