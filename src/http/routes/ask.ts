import { type Response, Router } from 'express'
import type { Ask, AskRequest } from '../../answering/ask-request.ts'
import { principalOf } from '../authenticate.ts'
import { departureOf } from '../departure.ts'
import { openEventStream } from '../event-stream.ts'
import { problemOf } from '../problem.ts'
import { askSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** `POST /ask`: one JSON answer, or a stream of events. A client that leaves cancels its question. */
export function askRoutes(ask: Ask): Router {
  return Router().post('/ask', async (request, response) => {
    const { stream, question, conversationId, filters, cache } = readBody(askSchema, request)
    const asked: AskRequest = {
      question,
      ...(conversationId !== undefined && { conversationId }),
      ...(filters !== undefined && { filters }),
      ...(cache !== undefined && { cache }),
    }
    const wantsStream = stream ?? request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream'
    if (wantsStream) await streamAnswer(ask, asked, response)
    else response.json(await ask(asked, principalOf(response), () => undefined, departureOf(response)))
  })
}

async function streamAnswer(ask: Ask, asked: AskRequest, response: Response): Promise<void> {
  const signal = departureOf(response)
  const stream = openEventStream(response)
  try {
    await ask(
      asked,
      principalOf(response),
      ({ type, ...rest }) => {
        stream.send(type, 'answer' in rest ? rest.answer : 'citation' in rest ? rest.citation : rest)
      },
      signal,
    )
  } catch (error) {
    stream.send('error', problemOf(error))
  }
  stream.end()
}
