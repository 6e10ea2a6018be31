import type { Request } from 'express'
import type * as z from 'zod'
import { LorekeepError } from '../domain/errors.ts'

/** The JSON body of a request. @throws LorekeepError `bad-request` that names every wrong field, `unsupported-media-type` */
export function readBody<T>(schema: z.ZodType<T>, request: Request): T {
  if (request.body === undefined) {
    throw new LorekeepError('unsupported-media-type', 'The request has no JSON body.', {
      hint: 'Send a body with the header "Content-Type: application/json".',
    })
  }
  return check(schema, request.body, 'field')
}

/** The query parameters of a request. @throws LorekeepError `bad-request` */
export function readQuery<T>(schema: z.ZodType<T>, request: Request): T {
  return check(schema, request.query, 'parameter')
}

/** What a path names. @throws LorekeepError `bad-request` */
export function readPath<T>(schema: z.ZodType<T>, request: Request): T {
  return check(schema, request.params, 'part of the path')
}

function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the request'}: ${issue.message}`)
  throw new LorekeepError('bad-request', `The request is not valid: ${problems.join('; ')}.`, {
    problems,
    hint: `Correct each ${what} named here and send the request again.`,
  })
}
