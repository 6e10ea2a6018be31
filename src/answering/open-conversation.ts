import { strictest } from '../domain/classification.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { ConversationStore } from '../ports/conversation-store.ts'
import type { Sealer } from '../ports/sealer.ts'
import { createVault, parseVaultState } from '../privacy/vault.ts'
import type { OpenedConversation } from './draft.ts'
import { boundTalk } from './follow-up/bound-talk.ts'

export type OpenConversation = (id: string, principal: Principal) => Promise<OpenedConversation>

/**
 * The last turns, within a budget, and the vault of the conversation that a question belongs to; empty
 * ones for a new one. A turn is as protected as the evidence its answer was made from; one whose answer is not kept
 * any more counts as restricted.
 * @throws LorekeepError `not-found` for a conversation that is somebody else's
 */
export function createOpenConversation(
  conversations: ConversationStore,
  journal: Pick<AnswerJournal, 'get'>,
  sealer: Sealer,
): OpenConversation {
  return async (id, principal) => {
    const known = await conversations.get(id)
    if (known === undefined) return { turns: [], classification: 'public', vault: createVault() }
    if (known.principalId !== principal.id) {
      throw new LorekeepError('not-found', `There is no conversation ${id}.`, {
        hint: 'Leave conversationId out to begin a new conversation.',
      })
    }
    const turns = boundTalk(known.turns)
    const answers = await Promise.all(turns.map(({ answerId }) => journal.get(answerId)))
    return {
      turns,
      classification: strictest(answers.map((stored) => stored?.explanation.strictestClassification ?? 'restricted')),
      vault:
        known.sealedVault === undefined ? createVault() : createVault(parseVaultState(sealer.open(known.sealedVault))),
    }
  }
}
