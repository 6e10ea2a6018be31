import { LorekeepError } from '../../domain/errors.ts'
import type { AccessStore, ApiKey, WidgetSite } from '../../ports/access-store.ts'

/** Keys, sites and sign-in tokens that last as long as the process. */
export function createMemoryAccessStore(): AccessStore {
  const keys = new Map<string, { readonly key: ApiKey; readonly secretHash: string }>()
  const sites = new Map<string, WidgetSite>()
  const tokens = new Map<string, number>()
  return {
    saveKey: async (key, secretHash) => void keys.set(key.id, { key, secretHash }),

    keyBySecretHash: async (secretHash) => [...keys.values()].find((saved) => saved.secretHash === secretHash)?.key,

    keys: async () => inOrder([...keys.values()].map(({ key }) => key)),

    removeKey: async (id) => keys.delete(id),

    noteKeyUse: async (id, at) => {
      const saved = keys.get(id)
      if (saved !== undefined) keys.set(id, { ...saved, key: { ...saved.key, lastUsedAt: at } })
    },

    saveSite: async (site) => {
      if ([...sites.values()].some(({ origin }) => origin === site.origin)) {
        throw new LorekeepError('conflict', `The site ${site.origin} is registered already.`, {
          hint: 'Remove it first to register it with other groups.',
        })
      }
      sites.set(site.id, site)
    },

    sites: async () => inOrder([...sites.values()]),

    removeSite: async (id) => sites.delete(id),

    saveSignInToken: async (tokenHash, expiresAt) => void tokens.set(tokenHash, expiresAt),

    redeemSignInToken: async (tokenHash, now) => {
      const expiresAt = tokens.get(tokenHash)
      tokens.delete(tokenHash)
      for (const [hash, expiry] of tokens) if (expiry <= now) tokens.delete(hash)
      return expiresAt !== undefined && expiresAt > now
    },
  }
}

function inOrder<T extends { readonly id: string; readonly createdAt: number }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}
