import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../source-files.ts'

/**
 * Where the converted embedding model is kept for all tests and from run to run, since converting takes seconds.
 * One for each checkout: another one may convert it in another way.
 */
export function sharedModelsFolder(): string {
  const folder = join(repositoryRoot, 'node_modules/.cache/lorekeep-test/models')
  mkdirSync(folder, { recursive: true })
  return folder
}
