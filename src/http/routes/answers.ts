import { type Response, Router } from 'express'
import { LorekeepError } from '../../domain/errors.ts'
import { isAdmin } from '../../domain/access/principal.ts'
import type { AnswerJournal, StoredAnswer } from '../../ports/answer-journal.ts'
import { verifyQuotes } from '../../answering/presentation/verify-quotes.ts'
import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { Clock } from '../../ports/clock.ts'
import { principalOf } from '../authenticate.ts'
import { feedbackSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** `GET /answers/:id`, its explanation, and feedback on it: for who asked, and for administrators. */
export function answerRoutes(
  journal: AnswerJournal,
  registry: Pick<DocumentRegistry, 'extracted' | 'versions'>,
  clock: Clock,
): Router {
  const find = async (id: string, response: Response): Promise<StoredAnswer> => {
    const stored = await journal.get(id)
    const principal = principalOf(response)
    if (stored === undefined || !(isAdmin(principal) || stored.principalId === principal.id)) {
      throw new LorekeepError('answer-not-found', `There is no answer ${id}.`, {
        hint: 'Only who asked, and administrators, can see an answer.',
      })
    }
    return stored
  }
  return Router()
    .get('/answers/:id', async (request, response) => {
      response.json((await find(request.params.id, response)).answer)
    })
    .get('/answers/:id/explain', async (request, response) => {
      const { answer, explanation, feedback } = await find(request.params.id, response)
      const quotes = await verifyQuotes(answer.citations, registry)
      response.json({ id: answer.id, question: answer.question, ...explanation, quotes, feedback })
    })
    .post('/answers/:id/feedback', async (request, response) => {
      const { rating, comment } = readBody(feedbackSchema, request)
      const { answer } = await find(request.params.id, response)
      await journal.saveFeedback(answer.id, { rating, ...(comment !== undefined && { comment }), at: clock() })
      response.status(204).end()
    })
}
