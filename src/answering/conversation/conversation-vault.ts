import { LorekeepError } from '../../domain/errors.ts'
import { createVault, type Vault } from '../../privacy/vault.ts'

/** The vault of a conversation that several questions may work on at once, on several machines. */
export interface ConversationVault {
  /** As it is known here. For looking values up: what is to get a placeholder goes through `redact`. */
  readonly current: Vault
  /**
   * Runs `work` with a vault that it may add to, and keeps what it added before its result is handed out: a placeholder
   * that anybody has seen stands for the same value ever after. Where somebody else was quicker, `work` runs again
   * with what they added.
   * @throws LorekeepError `conflict` where others were always quicker; whatever `work` throws, with nothing kept
   */
  redact<T>(work: (vault: Vault) => T): Promise<T>
}

/** A vault as it is kept, and what tells whether it is still the one. */
export interface VersionedVault {
  readonly vault: Vault
  readonly version: number
}

export interface VaultKeeping {
  /** False when what is kept is not of the version any more. */
  keep(vault: Vault, readVersion: number): Promise<boolean>
  read(): Promise<VersionedVault>
}

/** Each time somebody else got on, so that this often is only reached under no ordinary load. */
const mostTries = 50

export function createConversationVault(read: VersionedVault, keeping: VaultKeeping): ConversationVault {
  let known = read
  return {
    get current() {
      return known.vault
    },
    async redact(work) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const { vault, version } = known
        const next = createVault(vault.state())
        const result = work(next)
        if (next.size() === vault.size()) return result
        if (await keeping.keep(next, version)) {
          known = { vault: next, version: version + 1 }
          return result
        }
        known = await keeping.read()
      }
      throw new LorekeepError('conflict', 'Too many questions are put to this conversation at once.', {
        hint: 'Ask them one after another.',
      })
    },
  }
}

/** The vault of a question that leaves nothing behind. */
export function createUnkeptVault(vault = createVault()): ConversationVault {
  const read = { vault, version: 0 }
  return createConversationVault(read, { keep: async () => true, read: async () => read })
}
