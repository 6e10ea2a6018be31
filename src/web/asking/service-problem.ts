/** The members of an RFC 9457 problem document that the service sends. */
export interface ProblemDocument {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly code?: string
  readonly hint?: string
}

/**
 * Why a request to the service came to nothing. `code` is the service's own stable code, or one that
 * only the browser can know: `unreachable` (no reply at all), `broken-stream` (the answer stopped
 * half-way), `silent` (nothing heard for too long), and the widget's `token-refused` and `site-refused`.
 */
export class ServiceProblem extends Error {
  readonly code: string
  /** The HTTP status, where there was a reply. */
  readonly status: number | undefined
  /** What the service says a person can do, in the service's words. */
  readonly hint: string | undefined

  constructor(code: string, message: string, details: { status?: number; hint?: string; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'ServiceProblem'
    this.code = code
    this.status = details.status
    this.hint = details.hint
  }
}

const codeOfStatus: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  429: 'rate-limited',
}

/** The problem that a problem document describes. */
export function problemFrom(document: ProblemDocument, status = document.status): ServiceProblem {
  return new ServiceProblem(
    document.code ?? (status === undefined ? undefined : codeOfStatus[status]) ?? 'internal',
    document.detail ?? document.title ?? '',
    {
      ...(status !== undefined && { status }),
      ...(document.hint !== undefined && { hint: document.hint }),
    },
  )
}

/**
 * The problem behind a reply that is not 2xx. A reply without a problem document, as a proxy in
 * between sends it, gets the code that belongs to its status.
 */
export async function problemOf(response: Response): Promise<ServiceProblem> {
  const isJson = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
  return problemFrom(isJson ? ((await response.json()) as ProblemDocument) : {}, response.status)
}
