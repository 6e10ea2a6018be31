import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createPinoLog } from '../src/adapters/system/pino-log.ts'
import { compose, type Lorekeep, type StandIns } from '../src/compose.ts'
import { parseEnvironment } from '../src/config/environment.ts'
import { installationAt } from '../src/installation.ts'

/** What a temporary Lorekeep has that a fresh one has not. */
export interface TemporarySettings {
  /** The contents of configuration files, by the variable that names them. */
  readonly files?: Readonly<Record<string, unknown>>
  readonly standIns?: StandIns
}

/** Lets `work` use a Lorekeep on an empty data folder, and removes it all afterwards. The converted model is shared. */
export async function withTemporaryLorekeep<T>(
  work: (lorekeep: Lorekeep, folder: string) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
  { files = {}, standIns = {} }: TemporarySettings = {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lorekeep-bench-'))
  const models = join(tmpdir(), 'lorekeep-models')
  await mkdir(models, { recursive: true })
  await mkdir(join(folder, 'data'))
  await symlink(models, join(folder, 'data/models'))
  const root = resolve('.')
  const paths: Record<string, string> = {}
  for (const [variable, contents] of Object.entries(files)) {
    const path = join(folder, `${variable}.json`)
    await writeFile(path, JSON.stringify(contents))
    paths[variable] = path
  }
  const environment = parseEnvironment(
    { LOG_LEVEL: 'error', ...variables, ...paths, DATA_DIR: join(folder, 'data') },
    root,
  )
  const lorekeep = await compose(environment, installationAt(root), createPinoLog(environment.logLevel), standIns)
  try {
    return await work(lorekeep, folder)
  } finally {
    await lorekeep.close()
    await rm(folder, { recursive: true, force: true })
  }
}
