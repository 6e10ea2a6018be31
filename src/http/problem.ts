import { type ErrorCode, LorekeepError } from '../domain/errors.ts'

/** The HTTP status of every error code. */
export const statusOf = {
  'answer-not-found': 404,
  'bad-arguments': 400,
  'bad-configuration': 500,
  'bad-request': 400,
  'budget-exhausted': 402,
  'cancelled': 499,
  'conflict': 409,
  'conversation-expired': 410,
  'data-damaged': 500,
  'document-not-found': 404,
  'document-unreadable': 422,
  'embedder-mismatch': 503,
  'forbidden': 403,
  'index-unavailable': 503,
  'internal': 500,
  'model-answer-invalid': 502,
  'model-context-exceeded': 502,
  'model-rejected': 502,
  'model-timeout': 504,
  'model-unavailable': 502,
  'not-found': 404,
  'path-not-found': 400,
  'port-in-use': 500,
  'rate-limited': 429,
  'redaction-failed': 500,
  'source-unavailable': 502,
  'too-large': 413,
  'unauthenticated': 401,
  'unsupported-media-type': 415,
} as const satisfies Record<ErrorCode, number>

/** An error as RFC 9457 has it, with our stable code. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: ErrorCode
  readonly hint?: string
  readonly problems?: readonly string[]
  readonly retryable: boolean
}

/** What the client is told of anything that was thrown. A bug shows no inner message. */
export function problemOf(thrown: unknown): Problem {
  const error =
    thrown instanceof LorekeepError
      ? thrown
      : new LorekeepError('internal', 'Something went wrong inside Lorekeep.', {
          hint: 'Try again. If it happens again, tell your administrator the time; the log of the service has the details.',
        })
  return {
    type: `urn:lorekeep:${error.code}`,
    title: titleOf(error.code),
    status: statusOf[error.code],
    detail: error.message,
    code: error.code,
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(error.problems.length > 0 && { problems: error.problems }),
    retryable: error.retryable,
  }
}

function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
