import { LorekeepError } from '../../domain/errors.ts'
import type { Conversation, ConversationStore } from '../../ports/conversation-store.ts'

/** How many turns later questions see. */
const turnsKept = 20

/** Conversations that last as long as the process. */
export function createMemoryConversationStore(): ConversationStore {
  const conversations = new Map<string, Conversation>()
  const own = (id: string, principalId: string, at: number): Conversation => {
    const known = conversations.get(id) ?? { id, principalId, createdAt: at, usedAt: at, turns: [], isExpired: false }
    if (known.principalId === principalId) return known
    throw new LorekeepError('forbidden', `Conversation ${id} belongs to somebody else.`)
  }
  return {
    get: async (id) => conversations.get(id),

    append: async (id, principalId, turn) => {
      const known = own(id, principalId, turn.at)
      if (known.isExpired) throw new LorekeepError('conversation-expired', `Conversation ${id} has expired.`)
      const turns = [...known.turns, turn].slice(-turnsKept)
      conversations.set(id, { ...known, turns, usedAt: Math.max(known.usedAt, turn.at) })
    },

    keepVault: async (id, principalId, at, state, readVersion) => {
      const known = own(id, principalId, at)
      if (known.isExpired || (known.vault?.version ?? 0) !== readVersion) return false
      const vault = { state, version: readVersion + 1 }
      conversations.set(id, { ...known, vault, usedAt: Math.max(known.usedAt, at) })
      return true
    },

    expire: async (usedBefore, limit) => {
      const unused = [...conversations.values()]
        .filter(({ isExpired, usedAt }) => !isExpired && usedAt < usedBefore)
        .toSorted((a, b) => a.usedAt - b.usedAt)
        .slice(0, limit)
      for (const { vault: _, ...rest } of unused) conversations.set(rest.id, { ...rest, turns: [], isExpired: true })
      return unused.length
    },
  }
}
