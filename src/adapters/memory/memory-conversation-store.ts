import { LorekeepError } from '../../domain/errors.ts'
import type { Conversation, ConversationStore, Turn } from '../../ports/conversation-store.ts'

/** How many turns later questions see. */
const turnsKept = 20

/** Conversations that last as long as the process. One belongs to whoever began it: for anybody else, writing throws `forbidden`. */
export function createMemoryConversationStore(): ConversationStore {
  const conversations = new Map<string, Conversation>()
  const add = (id: string, principalId: string, at: number, turns: readonly Turn[], sealedVault: string) => {
    const before = conversations.get(id)
    if (before !== undefined && before.principalId !== principalId) {
      throw new LorekeepError('forbidden', `Conversation ${id} belongs to somebody else.`)
    }
    conversations.set(id, {
      id,
      principalId,
      createdAt: before?.createdAt ?? at,
      turns: [...(before?.turns ?? []), ...turns].slice(-turnsKept),
      sealedVault,
    })
  }
  return {
    get: async (id) => conversations.get(id),

    append: async (id, principalId, turn, sealedVault) => add(id, principalId, turn.at, [turn], sealedVault),

    keepVault: async (id, principalId, at, sealedVault) => add(id, principalId, at, [], sealedVault),
  }
}
