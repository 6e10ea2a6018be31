import { LorekeepError } from '../../domain/errors.ts'
import type { ConversationStore } from '../../ports/conversation-store.ts'
import type { LorekeepDatabase, WriteTransaction } from './database.ts'

/** How many turns later questions see. */
const turnsKept = 20

/** Conversations in SQL. A conversation belongs to whoever began it: for anybody else, writing throws `forbidden`. */
export function createSqlConversationStore(database: LorekeepDatabase): ConversationStore {
  return {
    get: async (id) => {
      const conversation = await database.read
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      if (conversation === undefined) return undefined
      const turns = await database.read
        .selectFrom('turns')
        .selectAll()
        .where('conversation', '=', id)
        .orderBy('number', 'desc')
        .limit(turnsKept)
        .execute()
      return {
        id,
        principalId: conversation.principal_id,
        createdAt: conversation.created_at,
        turns: turns.toReversed().map((turn) => ({
          answerId: turn.answer_id,
          question: turn.question,
          standaloneQuestion: turn.standalone_question,
          answer: turn.answer,
          at: turn.at,
        })),
        sealedVault: conversation.sealed_vault,
      }
    },

    append: (id, principalId, turn, sealedVault) =>
      database.write('conversations', async (transaction) => {
        await keepVault(transaction, id, principalId, turn.at, sealedVault)
        const { last } = await transaction
          .selectFrom('turns')
          .select((row) => row.fn.max('number').as('last'))
          .where('conversation', '=', id)
          .executeTakeFirstOrThrow()
        await transaction
          .insertInto('turns')
          .values({
            conversation: id,
            number: (last ?? 0) + 1,
            answer_id: turn.answerId,
            question: turn.question,
            standalone_question: turn.standaloneQuestion,
            answer: turn.answer,
            at: turn.at,
          })
          .execute()
      }),

    keepVault: (id, principalId, at, sealedVault) =>
      database.write('conversations', (transaction) => keepVault(transaction, id, principalId, at, sealedVault)),
  }
}

async function keepVault(
  transaction: WriteTransaction,
  id: string,
  principalId: string,
  at: number,
  sealedVault: string,
): Promise<void> {
  await transaction
    .insertInto('conversations')
    .values({ id, principal_id: principalId, created_at: at, sealed_vault: sealedVault })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const owned = await transaction
    .updateTable('conversations')
    .set({ sealed_vault: sealedVault })
    .where('id', '=', id)
    .where('principal_id', '=', principalId)
    .returning('id')
    .execute()
  if (owned.length === 0) throw new LorekeepError('forbidden', `Conversation ${id} belongs to somebody else.`)
}
