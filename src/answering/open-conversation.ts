import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import type { ConversationStore } from '../ports/conversation-store.ts'
import type { Sealer } from '../ports/sealer.ts'
import { createVault, parseVaultState } from '../privacy/vault.ts'
import type { AskRequest } from './ask-request.ts'
import type { OpenedConversation } from './draft.ts'

export type OpenConversation = (id: string, request: AskRequest, principal: Principal) => Promise<OpenedConversation>

/**
 * The turns and the vault of the conversation that a question belongs to; empty ones for a new one.
 * @throws LorekeepError `not-found` for a conversation that does not exist or is somebody else's
 */
export function createOpenConversation(conversations: ConversationStore, sealer: Sealer): OpenConversation {
  return async (id, request, principal) => {
    if (request.conversationId === undefined) return { turns: [], vault: createVault() }
    const known = await conversations.get(id)
    if (known === undefined || known.principalId !== principal.id) {
      throw new LorekeepError('not-found', `There is no conversation ${id}.`, {
        hint: 'Leave conversationId out to begin a new conversation.',
      })
    }
    const vault =
      known.sealedVault === undefined ? createVault() : createVault(parseVaultState(sealer.open(known.sealedVault)))
    return { turns: known.turns, vault }
  }
}
