import type { Talk } from '../../src/answering/draft.ts'
import { createUnkeptVault } from '../../src/answering/conversation/conversation-vault.ts'

/** A conversation in which nothing has been said. */
export function emptyVaultTalk(): Talk {
  return { turns: [], classification: 'public', vault: createUnkeptVault(), relation: 'first' }
}
