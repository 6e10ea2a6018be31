import { LorekeepError } from '../../../domain/errors.ts'
import type { ConversationStore, Turn } from '../../../ports/conversation-store.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { inBatches } from '../database/in-batches.ts'
import { prepareInsert, prepareQuery } from '../database/prepare-query.ts'
import type { ConversationRow, TurnRow } from './answer-tables.ts'

/** How many turns later questions see. */
const turnsKept = 20

const conversationById = prepareQuery((database, id: string) =>
  database.selectFrom('conversations').selectAll().where('id', '=', id),
)

const latestTurns = prepareQuery((database, conversation: string) =>
  database
    .selectFrom('turns')
    .selectAll()
    .where('conversation', '=', conversation)
    .orderBy('number', 'desc')
    .limit(turnsKept),
)

const lastNumber = prepareQuery((database, conversation: string) =>
  database
    .selectFrom('turns')
    .select((row) => row.fn.max('number').as('last'))
    .where('conversation', '=', conversation),
)

const addTurn = prepareInsert('turns')

const noteUse = prepareQuery((database, usedAt: number, id: string) =>
  database.updateTable('conversations').set({ used_at: usedAt }).where('id', '=', id),
)

const begin = prepareQuery((database, id: string, principalId: string, at: number) =>
  database
    .insertInto('conversations')
    .values({
      id,
      principal_id: principalId,
      created_at: at,
      used_at: at,
      sealed_vault: '',
      vault_version: 0,
      expired: 0,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
)

const ownerById = prepareQuery((database, id: string) =>
  database.selectFrom('conversations').select(['principal_id', 'expired', 'used_at']).where('id', '=', id),
)

/** Conversations in SQL, sealed. Turns that a version before left as they are stay readable. */
export function createSqlConversationStore(database: LorekeepDatabase, sealer: Sealer): ConversationStore {
  return {
    get: async (id) => {
      const [row] = await conversationById(database.read, id)
      if (row === undefined) return undefined
      const turns = await latestTurns(database.read, id)
      return {
        id,
        principalId: row.principal_id,
        createdAt: row.created_at,
        usedAt: row.used_at,
        turns: turns.toReversed().map((turn) => turnOf(turn, sealer)),
        ...(row.sealed_vault !== '' && { vault: { state: sealer.open(row.sealed_vault), version: row.vault_version } }),
        isExpired: row.expired === 1,
      }
    },

    append: (id, principalId, turn) =>
      database.write(
        'conversations',
        async (transaction) => {
          const { expired, used_at, isNew } = await own(transaction, id, principalId, turn.at)
          if (expired === 1) throw new LorekeepError('conversation-expired', `Conversation ${id} has expired.`)
          const last = isNew ? 0 : ((await lastNumber(transaction, id))[0]?.last ?? 0)
          await addTurn(transaction, turnRowOf(id, last + 1, turn, sealer))
          if (!isNew) await noteUse(transaction, Math.max(used_at, turn.at), id)
        },
        // A power cut may take the last turn of a talk; what was answered is in the journal.
        'committed',
      ),

    keepVault: (id, principalId, at, state, readVersion) =>
      database.write('conversations', async (transaction) => {
        const { used_at } = await own(transaction, id, principalId, at)
        const kept = await transaction
          .updateTable('conversations')
          .set({ sealed_vault: sealer.seal(state), vault_version: readVersion + 1, used_at: Math.max(used_at, at) })
          .where('id', '=', id)
          .where('expired', '=', 0)
          .where('vault_version', '=', readVersion)
          .returning('id')
          .execute()
        return kept.length > 0
      }),

    expire: (usedBefore, limit) =>
      database.write('conversations', async (transaction) => {
        const unused = await transaction
          .selectFrom('conversations')
          .select('id')
          .where('expired', '=', 0)
          .where('used_at', '<', usedBefore)
          .orderBy('used_at')
          .limit(limit)
          .execute()
        for (const batch of inBatches(unused.map(({ id }) => id))) {
          await transaction.deleteFrom('turns').where('conversation', 'in', batch).execute()
          await transaction
            .updateTable('conversations')
            .set({ expired: 1, sealed_vault: '' })
            .where('id', 'in', batch)
            .execute()
        }
        return unused.length
      }),
  }
}

/** The row of a conversation, made if there is none. */
async function own(
  transaction: WriteTransaction,
  id: string,
  principalId: string,
  at: number,
): Promise<Pick<ConversationRow, 'expired' | 'used_at'> & { readonly isNew: boolean }> {
  const [begun] = await begin(transaction, id, principalId, at)
  if (begun !== undefined) return { expired: 0, used_at: at, isNew: true }
  const [row] = await ownerById(transaction, id)
  if (row?.principal_id === principalId) return { ...row, isNew: false }
  throw new LorekeepError('forbidden', `Conversation ${id} belongs to somebody else.`)
}

function turnRowOf(conversation: string, number: number, turn: Turn, sealer: Sealer): TurnRow {
  return {
    conversation,
    number,
    answer_id: turn.answerId,
    question: sealer.seal(turn.question),
    standalone_question: sealer.seal(turn.standaloneQuestion),
    answer: sealer.seal(turn.answer),
    sealed: 1,
    at: turn.at,
  }
}

function turnOf(row: TurnRow, sealer: Sealer): Turn {
  const open = (text: string) => (row.sealed === 1 ? sealer.open(text) : text)
  return {
    answerId: row.answer_id,
    question: open(row.question),
    standaloneQuestion: open(row.standalone_question),
    answer: open(row.answer),
    at: row.at,
  }
}
