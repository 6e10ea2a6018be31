import { createHash } from 'node:crypto'
import { createAesSealer } from '../adapters/system/aes-sealer.ts'
import { loadLocalSecrets } from '../adapters/system/local-secrets.ts'
import type { Sealer } from '../ports/sealer.ts'
import type { Foundation } from './foundation.ts'

/** What an installation guards its records and its doors with, and what tells it from others. */
export interface Secrets {
  readonly adminToken: string
  readonly sessionSecret: string
  readonly sealer: Sealer
  /** The same for all that share a database, and for nobody else: of a server that several installations use, its part. */
  readonly owner: string
}

/** @throws LorekeepError `bad-configuration`, `data-damaged` */
export async function openSecrets({ environment }: Foundation): Promise<Secrets> {
  const local = await loadLocalSecrets(environment.dataDir)
  const sessionSecret = environment.sessionSecret ?? local.sessionSecret
  return {
    adminToken: environment.adminToken ?? local.adminToken,
    sessionSecret,
    sealer: createAesSealer(sessionSecret, [...environment.formerSessionSecrets, local.sessionSecret]),
    owner: createHash('sha256')
      .update(environment.databaseUrl ?? local.sessionSecret)
      .digest('hex'),
  }
}
