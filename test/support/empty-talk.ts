import type { Talk } from '../../src/answering/draft.ts'
import { createVault } from '../../src/privacy/vault.ts'

/** A conversation in which nothing has been said. */
export function emptyVaultTalk(): Talk {
  return { turns: [], classification: 'public', vault: createVault(), relation: 'first' }
}
