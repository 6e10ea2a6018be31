import type { VendorErrorBody } from './vendor-error.ts'

/** The statuses that vendors and the proxies before them answer with when something is wrong. */
export type FailureStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 504

/** What OpenAI says with each status when a test gives no words of its own. */
export const VENDOR_FAILURES = {
  400: failure('Invalid request.', 'invalid_request_error', null),
  401: failure('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
  403: failure(
    'Country, region, or territory not supported',
    'request_forbidden',
    'unsupported_country_region_territory',
  ),
  404: failure('The model does not exist or you do not have access to it.', 'invalid_request_error', 'model_not_found'),
  408: failure('Request timed out.', 'server_error', null),
  409: failure('The resource was updated by another request.', 'invalid_request_error', null),
  413: failure('Request body too large.', 'invalid_request_error', null),
  422: failure('The request could not be processed.', 'invalid_request_error', null),
  429: failure('Rate limit reached. Please try again later.', 'requests', 'rate_limit_exceeded'),
  500: failure('The server had an error while processing your request. Sorry about that!', 'server_error', null),
  502: failure('Bad gateway.', 'server_error', null),
  503: failure('The engine is currently overloaded, please try again later', 'server_error', null),
  504: failure('Gateway timeout.', 'server_error', null),
} as const satisfies Record<FailureStatus, VendorErrorBody>

function failure(message: string, type: string, code: string | null): VendorErrorBody {
  return { message, type, param: null, code }
}
