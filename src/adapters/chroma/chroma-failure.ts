import {
  ChromaClientError,
  ChromaConnectionError,
  ChromaForbiddenError,
  ChromaNotFoundError,
  ChromaQuotaExceededError,
  ChromaRateLimitError,
  ChromaServerError,
  ChromaUnauthorizedError,
} from 'chromadb'
import { LorekeepError } from '../../domain/errors.ts'
import { dataDamaged, isDamage } from './data-damage.ts'

/** Where a call went. */
export interface CallPlace {
  readonly url: string
  /** The data folder, where the server is our own. */
  readonly folder?: string | undefined
}

/** Whether the server could not be reached or hung up, so that a new connection may help. */
export function isLostConnection(thrown: unknown): boolean {
  if (thrown instanceof ChromaConnectionError) return true
  return isNamed(thrown, 'TypeError') && (thrown.message === 'terminated' || thrown.message === 'fetch failed')
}

/** Whether an answer broke off or is not JSON. By name, since these errors may come from another realm. */
function isNamed(thrown: unknown, name: string): thrown is Error {
  return (
    typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown && thrown.name === name
  )
}

/** Whether the collection that we knew is gone: another process has emptied the index. */
export function isLostCollection(thrown: unknown): boolean {
  return thrown instanceof ChromaNotFoundError
}

/** What the client throws, as a failure of ours; anything else is a bug and comes back as it is. */
export function failureOf(thrown: unknown, place: CallPlace): unknown {
  if (isLostConnection(thrown)) return unreachable(place, thrown)
  if (isNamed(thrown, 'SyntaxError')) return notUnderstood(place, thrown)
  if (thrown instanceof ChromaServerError) return serverFailure(thrown, place)
  if (thrown instanceof ChromaClientError) return refusal(thrown, place)
  if (thrown instanceof ChromaUnauthorizedError || thrown instanceof ChromaForbiddenError) {
    return new LorekeepError('bad-configuration', `The Chroma server at ${place.url} does not let us in.`, {
      hint: 'Check the token, tenant and database that are configured for CHROMA_URL.',
      cause: thrown,
    })
  }
  if (thrown instanceof ChromaQuotaExceededError || thrown instanceof ChromaRateLimitError) {
    return new LorekeepError('index-unavailable', `The Chroma server limits us: ${thrown.message}.`, {
      hint: 'Try again later, or raise the limits of the Chroma account.',
      cause: thrown,
      retryable: thrown instanceof ChromaRateLimitError,
    })
  }
  if (thrown instanceof ChromaNotFoundError) {
    return new LorekeepError('index-unavailable', `The Chroma server at ${place.url} lost the collection again.`, {
      hint: 'Check that no other program deletes it, and that CHROMA_URL leads to Chroma 1.0 or newer.',
      cause: thrown,
    })
  }
  return thrown
}

/** The error for an answer that did not come in time. */
export function tooLate(place: CallPlace, limitMs: number): LorekeepError {
  return new LorekeepError('index-unavailable', `${serverAt(place)} did not answer within ${limitMs / 1000} s.`, {
    hint: place.folder === undefined ? 'Check the load of the Chroma server.' : doctor,
  })
}

/** The error for an answer that makes no sense. */
export function notUnderstood(place: CallPlace, cause: unknown): LorekeepError {
  return new LorekeepError('index-unavailable', `${serverAt(place)} gave an answer that is not one of Chroma's.`, {
    hint: place.folder === undefined ? 'Check that CHROMA_URL leads to Chroma 1.0 or newer.' : doctor,
    cause,
    retryable: false,
  })
}

const doctor = 'Run "lorekeep doctor".'

function serverAt(place: CallPlace): string {
  return `The Chroma server at ${place.url}`
}

function unreachable(place: CallPlace, cause: unknown): LorekeepError {
  return new LorekeepError('index-unavailable', `${serverAt(place)} cannot be reached.`, {
    hint: place.folder === undefined ? 'Check CHROMA_URL and that the server runs.' : doctor,
    cause,
  })
}

function serverFailure(error: ChromaServerError, place: CallPlace): LorekeepError {
  if (isDamage(error.message)) return dataDamaged(place.folder, error.message, error)
  return new LorekeepError('index-unavailable', `${serverAt(place)} failed: ${error.message}`, {
    hint: /disk is full|No space left/i.test(error.message)
      ? 'Free some space on the disk that holds the data of Chroma.'
      : place.folder === undefined
        ? "Look into the Chroma server's log."
        : doctor,
    cause: error,
  })
}

function refusal(error: ChromaClientError, place: CallPlace): LorekeepError {
  const sizes = /dimension of (\d+), got (\d+)/.exec(error.message)
  if (sizes) return embedderMismatch(Number(sizes[1]), Number(sizes[2]), error)
  if (/(?:database|tenant) \[.*\] (?:does not exist|not found)/i.test(error.message)) {
    return new LorekeepError('bad-configuration', `${serverAt(place)} has no such tenant or database.`, {
      hint: 'Create it on the server, or change the tenant and database that are configured for CHROMA_URL.',
      cause: error,
    })
  }
  return new LorekeepError('index-unavailable', `${serverAt(place)} refused a request: ${error.message}`, {
    hint: 'Check that the server is Chroma 1.0 or newer.',
    cause: error,
    retryable: false,
  })
}

/** The error for vectors that do not fit those in the index. */
export function embedderMismatch(stored: number, ours: number, cause?: unknown): LorekeepError {
  return new LorekeepError(
    'embedder-mismatch',
    `The index holds vectors of ${stored} numbers, but the embedder makes vectors of ${ours}.`,
    { hint: 'Run "lorekeep reindex" to embed all documents again.', cause },
  )
}
