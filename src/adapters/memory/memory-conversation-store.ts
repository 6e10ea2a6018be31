import { LorekeepError } from '../../domain/errors.ts'
import type { Conversation, ConversationStore } from '../../ports/conversation-store.ts'

/** How many turns later questions see. */
const turnsKept = 20

/** Conversations that last as long as the process. One belongs to whoever began it: for anybody else, `append` throws `forbidden`. */
export function createMemoryConversationStore(): ConversationStore {
  const conversations = new Map<string, Conversation>()
  return {
    get: async (id) => conversations.get(id),

    append: async (id, principalId, turn, sealedVault) => {
      const before = conversations.get(id)
      if (before !== undefined && before.principalId !== principalId) {
        throw new LorekeepError('forbidden', `Conversation ${id} belongs to somebody else.`)
      }
      conversations.set(id, {
        id,
        principalId,
        createdAt: before?.createdAt ?? turn.at,
        turns: [...(before?.turns ?? []), turn].slice(-turnsKept),
        sealedVault,
      })
    },
  }
}
