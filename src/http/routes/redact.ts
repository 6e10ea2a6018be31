import { Router } from 'express'
import type { RedactText } from '../../answering/redact-text.ts'
import { principalOf } from '../authenticate.ts'
import { redactSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** `POST /redact`: what a model would be sent of a text. */
export function redactRoutes(redactText: RedactText): Router {
  return Router().post('/redact', async (request, response) => {
    const { text, conversationId } = readBody(redactSchema, request)
    response.json(await redactText(text, principalOf(response), conversationId))
  })
}
