import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createPinoLog } from '../src/adapters/system/pino-log.ts'
import { compose, type Lorekeep } from '../src/compose.ts'
import { parseEnvironment } from '../src/config/environment.ts'
import { installationAt } from '../src/installation.ts'

/** Lets `work` use a Lorekeep on an empty data folder, and removes it all afterwards. The converted model is shared. */
export async function withTemporaryLorekeep<T>(
  work: (lorekeep: Lorekeep, folder: string) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-bench-'))
  const models = join(tmpdir(), 'lorekeep-models')
  await mkdir(models, { recursive: true })
  await mkdir(join(folder, 'data'))
  await symlink(models, join(folder, 'data/models'))
  const root = resolve('.')
  const environment = parseEnvironment({ LOG_LEVEL: 'error', ...variables, DATA_DIR: join(folder, 'data') }, root)
  const lorekeep = await compose(environment, installationAt(root), createPinoLog(environment.logLevel))
  try {
    return await work(lorekeep, folder)
  } finally {
    await lorekeep.close()
    await rm(folder, { recursive: true, force: true })
  }
}
