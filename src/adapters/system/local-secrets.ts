import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonOf } from '../../domain/text/json-of.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'

/** Secrets of an installation that its environment does not set. */
export interface LocalSecrets {
  readonly adminToken: string
  readonly sessionSecret: string
}

/**
 * Secrets made up on the first start and kept in the data folder, readable by its owner only.
 * @throws LorekeepError `bad-configuration` when the folder cannot be written, `data-damaged` for a broken file
 */
export async function loadLocalSecrets(dataDir: string): Promise<LocalSecrets> {
  const file = join(dataDir, 'secrets.json')
  const fresh: LocalSecrets = {
    adminToken: randomBytes(24).toString('base64url'),
    sessionSecret: randomBytes(32).toString('base64url'),
  }
  try {
    await mkdir(dataDir, { recursive: true })
    await writeFile(file, `${JSON.stringify(fresh, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
    return fresh
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readSecrets(file)
    throw new LorekeepError('bad-configuration', `The data folder ${dataDir} cannot be written: ${messageOf(error)}.`, {
      hint: 'Give the account of the service write access to it, or set DATA_DIR to a folder that it can write.',
      cause: error,
    })
  }
}

async function readSecrets(file: string): Promise<LocalSecrets> {
  const text = await readFile(file, 'utf8')
  const value = jsonOf(text) as Partial<Record<keyof LocalSecrets, unknown>> | undefined
  if (typeof value?.adminToken === 'string' && typeof value.sessionSecret === 'string') {
    return { adminToken: value.adminToken, sessionSecret: value.sessionSecret }
  }
  throw new LorekeepError('data-damaged', `${file} is damaged.`, {
    hint: 'Restore it from a backup. If there is none, delete it: everybody has to sign in again and conversations cannot be continued.',
  })
}
