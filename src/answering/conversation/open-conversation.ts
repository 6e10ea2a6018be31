import { strictest } from '../../domain/access/classification.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Principal } from '../../domain/access/principal.ts'
import type { AnswerJournal } from '../../ports/answer-journal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Conversation, ConversationStore } from '../../ports/conversation-store.ts'
import { createVault, parseVaultState } from '../../privacy/vault.ts'
import { createConversationVault, createUnkeptVault, type VersionedVault } from './conversation-vault.ts'
import type { OpenedConversation } from '../draft.ts'
import { boundTalk } from './bound-talk.ts'

export interface Opening {
  /** True for a question whose values are not kept in the conversation. */
  readonly leavesNoTrace?: boolean
  /** True where the id was made for this question, so that nothing of it can be known. */
  readonly isNew?: boolean
}

export type OpenConversation = (id: string, principal: Principal, opening?: Opening) => Promise<OpenedConversation>

export interface OpenConversationParts {
  readonly conversations: Pick<ConversationStore, 'get' | 'keepVault'>
  readonly journal: Pick<AnswerJournal, 'get'>
  readonly clock: Clock
  /** After how many days without use a conversation expires. */
  readonly days: number
}

/** When a conversation must have been used last to be open still. */
export function usedSince(now: number, days: number): number {
  return now - days * 86_400_000
}

/**
 * The last turns, within a budget, and the vault of the conversation that a question belongs to; empty
 * ones for a new one. A turn is as protected as the evidence its answer was made from; one whose answer is not kept
 * any more counts as restricted.
 * @throws LorekeepError `not-found` for a conversation that is somebody else's, `conversation-expired`
 */
export function createOpenConversation({
  conversations,
  journal,
  clock,
  days,
}: OpenConversationParts): OpenConversation {
  const find = async (id: string, principal: Principal): Promise<Conversation | undefined> => {
    const known = await conversations.get(id)
    if (known === undefined) return undefined
    if (known.principalId !== principal.id) {
      throw new LorekeepError('not-found', `There is no conversation ${id}.`, {
        hint: 'Leave conversationId out to begin a new conversation.',
      })
    }
    if (known.isExpired || known.usedAt < usedSince(clock(), days)) {
      throw new LorekeepError(
        'conversation-expired',
        `Conversation ${id} was not used for ${days} days; what was said in it is deleted.`,
        { hint: 'Leave conversationId out to begin a new conversation, and ask a question that stands on its own.' },
      )
    }
    return known
  }
  return async (id, principal, { leavesNoTrace = false, isNew = false } = {}) => {
    const known = isNew ? undefined : await find(id, principal)
    const turns = boundTalk(known?.turns ?? [])
    const answers = await Promise.all(turns.map(({ answerId }) => journal.get(answerId)))
    const read = vaultOf(known)
    return {
      turns,
      classification: strictest(answers.map((stored) => stored?.explanation.strictestClassification ?? 'restricted')),
      vault: leavesNoTrace
        ? createUnkeptVault(read.vault)
        : createConversationVault(read, {
            keep: (vault, readVersion) =>
              conversations.keepVault(id, principal.id, clock(), JSON.stringify(vault.state()), readVersion),
            read: async () => vaultOf(await find(id, principal)),
          }),
    }
  }
}

function vaultOf(known: Conversation | undefined): VersionedVault {
  if (known?.vault === undefined) return { vault: createVault(), version: 0 }
  return { vault: createVault(parseVaultState(known.vault.state)), version: known.vault.version }
}
