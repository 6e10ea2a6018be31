import { LorekeepError } from '../../domain/errors.ts'
import type { AnswerJournal, RatedAnswer, Settlement } from '../../ports/answer-journal.ts'
import { appendAuditRecord } from './memory-audit-log.ts'
import { createMemoryBooks, type MemoryBooks } from './memory-books.ts'
import { raiseReachedShares } from './memory-budget-warnings.ts'

/** A journal that lasts as long as the process. */
export function createMemoryAnswerJournal(books: MemoryBooks = createMemoryBooks()): AnswerJournal {
  return {
    settle: async (settlement) => {
      refuseSecondSettlement(settlement)
      const { answer, principalId, explanation, entries, event, reservations } = settlement
      if (answer !== undefined) {
        if (explanation === undefined) throw new TypeError(`Answer ${answer.id} is settled without its explanation.`)
        books.answers.set(answer.id, { answer, principalId, explanation })
      }
      books.entries.push(...entries)
      for (const id of reservations) books.reservations.delete(id)
      appendAuditRecord(books, event)
      return raiseReachedShares(books, entries, event.at)
    },

    get: async (answerId) => books.answers.get(answerId),

    saveFeedback: async (answerId, feedback) => {
      const stored = books.answers.get(answerId)
      if (stored === undefined) throw new LorekeepError('answer-not-found', `There is no answer ${answerId}.`)
      books.answers.set(answerId, { ...stored, feedback })
    },

    rated: async ({ since, rating, after, limit }) =>
      [...books.answers.values()]
        .flatMap((stored) => (stored.feedback === undefined ? [] : [{ ...stored, feedback: stored.feedback }]))
        .filter(({ feedback }) => feedback.at >= since && (rating === undefined || feedback.rating === rating))
        .filter((stored) => after === undefined || isRatedAfter(stored, after))
        .toSorted((a, b) => a.feedback.at - b.feedback.at || (a.answer.id < b.answer.id ? -1 : 1))
        .slice(0, limit),
  }

  function isRatedAfter({ answer, feedback }: RatedAnswer, { at, id }: { at: number; id: string }): boolean {
    return feedback.at > at || (feedback.at === at && answer.id > id)
  }

  function refuseSecondSettlement({ answer, entries }: Settlement): void {
    const booked = entries.find((entry) =>
      books.entries.some(
        (other) =>
          other.id === entry.id ||
          (other.kind === 'question' && entry.kind === 'question' && other.answerId === entry.answerId),
      ),
    )
    const settled = answer !== undefined && books.answers.has(answer.id) ? answer.id : booked?.answerId
    if (settled !== undefined) throw new LorekeepError('conflict', `Answer ${settled} has been settled already.`)
  }
}
