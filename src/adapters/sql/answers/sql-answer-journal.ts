import type { Answer } from '../../../domain/answers/answer.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { Explanation } from '../../../domain/answers/explanation.ts'
import { utc, type WallClock } from '../../../domain/time/wall-clock.ts'
import type {
  AnswerFeedback,
  AnswerJournal,
  RatedAnswer,
  Settlement,
  StoredAnswer,
} from '../../../ports/answer-journal.ts'
import type { Sealer } from '../../../ports/sealer.ts'
import { appendAuditRecord } from '../audit/append-audit-record.ts'
import { bookCalls } from '../accounting/book-entries.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { prepareInsert, prepareQuery } from '../database/prepare-query.ts'
import type { AnswerRow } from './answer-tables.ts'

const answerById = prepareQuery((database, id: string) =>
  database.selectFrom('answers').selectAll().where('id', '=', id),
)

const addAnswer = prepareInsert('answers')

const idIfKnown = prepareQuery((database, id: string) =>
  database.selectFrom('answers').select('id').where('id', '=', id),
)

/**
 * The journal in SQL, its texts sealed; those that a version before left as they are stay readable. A settlement without an answer keeps its entries and its event; settling twice,
 * by the id of the answer, of an entry or of the question that an entry books, is a `conflict`.
 */
export function createSqlAnswerJournal(
  database: LorekeepDatabase,
  sealer: Sealer,
  wallClock: WallClock = utc,
): AnswerJournal {
  return {
    settle: (settlement) =>
      database.write('accounts', async (transaction) => {
        await refuseSecondSettlement(transaction, settlement)
        const { answer, entries, event, reservations } = settlement
        if (answer !== undefined) {
          await addAnswer(transaction, answerRowOf(answer, settlement, sealer))
        }
        await appendAuditRecord(transaction, event)
        return bookCalls(transaction, { entries, reservations, at: event.at }, wallClock)
      }),

    get: async (answerId) => {
      const [row] = await answerById(database.read, answerId)
      return row === undefined ? undefined : storedAnswerOf(row, sealer)
    },

    saveFeedback: (answerId, { rating, comment, at }) =>
      database.write('accounts', async (transaction) => {
        const changed = await transaction
          .updateTable('answers')
          .set({
            feedback_rating: rating,
            feedback_comment: comment === undefined ? null : sealer.seal(comment),
            feedback_at: at,
            feedback_sealed: 1,
          })
          .where('id', '=', answerId)
          .returning('id')
          .execute()
        if (changed.length === 0) throw new LorekeepError('answer-not-found', `There is no answer ${answerId}.`)
      }),

    rated: async ({ since, rating, after, limit }) => {
      const rows = await database.read
        .selectFrom('answers')
        .selectAll()
        .where('feedback_at', '>=', since)
        .$if(rating !== undefined, (query) => query.where('feedback_rating', '=', rating ?? null))
        .$if(after !== undefined, (query) =>
          query.where((row) =>
            row.or([
              row('feedback_at', '>', after?.at ?? 0),
              row.and([row('feedback_at', '=', after?.at ?? 0), row('id', '>', after?.id ?? '')]),
            ]),
          ),
        )
        .orderBy('feedback_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows
        .map((row) => storedAnswerOf(row, sealer))
        .filter((stored): stored is RatedAnswer => stored.feedback !== undefined)
    },
  }
}

/** Sealed text never begins as JSON does. */
function openJson(text: string, sealer: Sealer): unknown {
  return JSON.parse(text.startsWith('{') ? text : sealer.open(text))
}

function storedAnswerOf(row: AnswerRow, sealer: Sealer): StoredAnswer {
  const feedback = feedbackOf(row, sealer)
  return {
    answer: openJson(row.answer, sealer) as Answer,
    principalId: row.principal_id,
    explanation: openJson(row.explanation, sealer) as Explanation,
    ...(feedback === undefined ? {} : { feedback }),
  }
}

async function refuseSecondSettlement(transaction: WriteTransaction, { answer, entries }: Settlement): Promise<void> {
  const settled = answer && (await idIfKnown(transaction, answer.id))[0]
  const questions = entries.filter(({ kind }) => kind === 'question').map(({ answerId }) => answerId)
  const booked =
    entries.length === 0
      ? undefined
      : await transaction
          .selectFrom('ledger_entries')
          .select('answer_id as id')
          .where((row) =>
            row.or([
              row(
                'id',
                'in',
                entries.map(({ id }) => id),
              ),
              ...(questions.length === 0
                ? []
                : [row.and([row('kind', '=', 'question'), row('answer_id', 'in', questions)])]),
            ]),
          )
          .executeTakeFirst()
  const twice = settled ?? booked
  if (twice !== undefined) throw new LorekeepError('conflict', `Answer ${twice.id} has been settled already.`)
}

function answerRowOf(answer: Answer, { principalId, explanation }: Settlement, sealer: Sealer): AnswerRow {
  if (explanation === undefined) throw new TypeError(`Answer ${answer.id} is settled without its explanation.`)
  return {
    id: answer.id,
    conversation_id: answer.conversationId,
    principal_id: principalId,
    created_at: answer.createdAt,
    answer: sealer.seal(JSON.stringify(answer)),
    explanation: sealer.seal(JSON.stringify(explanation)),
    feedback_rating: null,
    feedback_comment: null,
    feedback_at: null,
    feedback_sealed: 0,
    sealed: 1,
  }
}

function feedbackOf(row: AnswerRow, sealer: Sealer): AnswerFeedback | undefined {
  if (row.feedback_rating === null || row.feedback_at === null) return undefined
  const comment = row.feedback_comment
  return {
    rating: row.feedback_rating,
    ...(comment !== null && { comment: row.feedback_sealed === 1 ? sealer.open(comment) : comment }),
    at: row.feedback_at,
  }
}
