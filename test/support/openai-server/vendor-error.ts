/** Whose words the server speaks: OpenAI's (most cloud vendors copy them) or vLLM's. */
export type Vendor = 'openai' | 'vllm'

/** The body of an error answer, inside `{"error": …}`. */
export interface VendorErrorBody {
  readonly message: string
  readonly type: string
  readonly param: string | null
  /** OpenAI sends a word, vLLM the HTTP status as a number. */
  readonly code: string | number | null
}

/** A request that the vendor refuses, or a failure of the vendor. Anything the server throws as this becomes the answer. */
export class VendorError extends Error {
  readonly status: number
  readonly body: VendorErrorBody
  readonly exactly: Partial<VendorErrorBody>
  readonly headers: Readonly<Record<string, string>>

  /** `body` is translated into the vendor's own words; what stands in `exactly` is sent as it is. */
  constructor(
    status: number,
    body: VendorErrorBody,
    exactly: Partial<VendorErrorBody> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(exactly.message ?? body.message)
    this.status = status
    this.body = body
    this.exactly = exactly
    this.headers = headers
  }
}

/** A refusal of the kind OpenAI calls `invalid_request_error`. */
export function invalidRequest(
  status: number,
  message: string,
  code: string | null,
  param: string | null = null,
): VendorError {
  return new VendorError(status, { message, type: 'invalid_request_error', param, code })
}

/** The JSON an error is answered with. vLLM's key check has a shape of its own: `{"error": "Unauthorized"}`. */
export function renderVendorError(error: VendorError, vendor: Vendor): unknown {
  if (vendor === 'openai') return { error: { ...error.body, ...error.exactly } }
  if (error.status === 401 && Object.keys(error.exactly).length === 0) return { error: 'Unauthorized' }
  const type = VLLM_TYPES[error.status] ?? 'InternalServerError'
  return { error: { ...error.body, type, code: error.status, ...error.exactly } }
}

const VLLM_TYPES: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFoundError',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'UnprocessableEntityError',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
}
