/**
 * The codes of every expected failure, and whether trying again later may help.
 * The HTTP edge maps each code to a status; a code without one does not compile.
 */
const errorCodes = {
  'answer-not-found': { retryable: false },
  'bad-arguments': { retryable: false },
  'bad-configuration': { retryable: false },
  'bad-request': { retryable: false },
  'budget-exhausted': { retryable: false },
  'cancelled': { retryable: false },
  'conflict': { retryable: false },
  'conversation-expired': { retryable: false },
  'data-damaged': { retryable: false },
  'document-not-found': { retryable: false },
  'document-unreadable': { retryable: false },
  'embedder-mismatch': { retryable: false },
  'forbidden': { retryable: false },
  'index-unavailable': { retryable: true },
  'internal': { retryable: false },
  'model-answer-invalid': { retryable: true },
  'model-context-exceeded': { retryable: false },
  'model-rejected': { retryable: false },
  'model-timeout': { retryable: true },
  'model-unavailable': { retryable: true },
  'not-found': { retryable: false },
  'path-not-found': { retryable: false },
  'port-in-use': { retryable: false },
  'rate-limited': { retryable: true },
  'redaction-failed': { retryable: false },
  'source-unavailable': { retryable: true },
  'too-large': { retryable: false },
  'unauthenticated': { retryable: false },
  'unsupported-media-type': { retryable: false },
} as const satisfies Record<string, { readonly retryable: boolean }>

export type ErrorCode = keyof typeof errorCodes

export interface ErrorDetails {
  /** What the reader can do about it, as a sentence. */
  readonly hint?: string
  /** The error this one adds meaning to. */
  readonly cause?: unknown
  /** Overrides the default of the code, where an adapter knows better. */
  readonly retryable?: boolean
  /** How long the other side asks to be left alone, in ms. */
  readonly retryAfterMs?: number
  /** One entry for each thing that is wrong, where there is more than one. */
  readonly problems?: readonly string[]
}

/** The one class of expected failures. Anything else that is thrown is a bug. */
export class LorekeepError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined
  readonly problems: readonly string[]

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'LorekeepError'
    this.code = code
    this.hint = details.hint
    this.retryable = details.retryable ?? errorCodes[code].retryable
    this.retryAfterMs = details.retryAfterMs
    this.problems = details.problems ?? []
  }
}

/** The message of anything that was thrown, for logs and for wrapping. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
