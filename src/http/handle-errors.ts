import type { ErrorRequestHandler, RequestHandler } from 'express'
import { LorekeepError } from '../domain/errors.ts'
import type { Log } from '../ports/log.ts'
import { problemOf } from './problem.ts'

/** Answers every path that no route knows. */
export const handleUnknownPath: RequestHandler = (request) => {
  throw new LorekeepError('not-found', `There is nothing at ${request.method} ${request.path}.`, {
    hint: 'The README lists the paths; they begin with /api/v1.',
  })
}

/** Turns whatever a route throws into a problem document; bugs are logged with their stack. */
export function handleErrors(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = fromBodyParser(thrown)
    const problem = problemOf(error)
    if (problem.code === 'internal')
      log.error('http.failed', { method: request.method, path: request.path, error: thrown })
    if (response.headersSent) {
      next(thrown)
      return
    }
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="lorekeep"')
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  }
}

/** Express's own complaints about a request, in our words. */
function fromBodyParser(thrown: unknown): unknown {
  if (thrown instanceof LorekeepError || !(thrown instanceof Error)) return thrown
  const { type, status, limit, code } = thrown as Error & {
    type?: string
    status?: number
    limit?: number
    code?: string
  }
  if (type === 'entity.too.large') {
    return new LorekeepError('too-large', `The request is larger than ${Math.floor((limit ?? 0) / 1024)} kB.`, {
      hint: 'Shorten the question, or upload long text as a document.',
    })
  }
  if (type === 'entity.parse.failed') {
    return new LorekeepError('bad-request', `The request is not valid JSON: ${thrown.message}.`, {
      hint: 'Check quotes and commas; text must be UTF-8.',
    })
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new LorekeepError('unsupported-media-type', thrown.message, { hint: 'Send JSON in UTF-8.' })
  }
  if (thrown.name === 'MulterError' && code === 'LIMIT_FILE_SIZE') {
    return new LorekeepError('too-large', 'The file is too large to be uploaded.', {
      hint: 'Put it into a folder and ingest that instead.',
    })
  }
  if (thrown.name === 'MulterError' || /unexpected end of form|multipart|boundary/i.test(thrown.message)) {
    return new LorekeepError('bad-request', `The form cannot be read: ${thrown.message}.`, {
      hint: 'Send one document as the multipart field "file".',
    })
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new LorekeepError('bad-request', thrown.message, { hint: 'Check the request.' })
  }
  return thrown
}
