import { APIConnectionError, APIConnectionTimeoutError, APIError, OpenAIError } from 'openai'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ModelEndpoint } from './endpoint-client.ts'

/** Whom to name in a message, and where it is set up. */
export interface EndpointName extends ModelEndpoint {
  readonly name: string
}

const longestQuote = 300
const contextWords =
  /context[ _](?:length|window|size)|range of input length|exceeds max(?:imum)? length|maximum (?:model |input |sequence )?length|max_model_len|too many (?:input )?tokens|prompt is too long|input (?:is |validation error).*(?:too long|must have less than)/i

/** Of OpenAI and DashScope, and of Zhipu, which sends numbers. DeepSeek answers with status 402. */
const spentCodes: ReadonlySet<string> = new Set(['insufficient_quota', 'Arrearage', '1113'])

/**
 * An error of the vendor's package or of the connection below it, in our words. Ours are given back as they are; a bug
 * is thrown on.
 */
export function translateError(error: unknown, endpoint: EndpointName): LorekeepError {
  if (error instanceof LorekeepError) return error
  if (error instanceof APIConnectionTimeoutError) {
    return new LorekeepError('model-timeout', `"${endpoint.name}" did not answer in time.`, { cause: error })
  }
  if (error instanceof APIError && error.status !== undefined) return refused(error, error.status, endpoint)
  if (error instanceof SyntaxError) {
    return new LorekeepError('model-answer-invalid', `"${endpoint.name}" sent something that is not JSON.`)
  }
  if (error instanceof APIError && !(error instanceof APIConnectionError)) {
    return unavailable(endpoint, `reported a failure in the middle of its answer${quoted(error)}`, error)
  }
  if (!(error instanceof OpenAIError) && !isConnectionError(error)) throw error
  return unavailable(endpoint, `cannot be reached at ${endpoint.baseUrl} or broke off: ${deepestMessage(error)}`, error)
}

/** Whether an endpoint refused a request because of a field of it. */
export function isRefusalOf(error: unknown, field: string): boolean {
  return error instanceof APIError && error.status === 400 && `${error.param ?? ''} ${error.message}`.includes(field)
}

function refused(error: APIError, status: number, endpoint: EndpointName): LorekeepError {
  const { name, model, baseUrl } = endpoint
  if (status === 401) {
    return new LorekeepError('model-rejected', `"${name}" rejected the API key.`, {
      hint: `Check the API key of "${name}".`,
    })
  }
  if (status === 403) {
    return new LorekeepError('model-rejected', `"${name}" denied access${quoted(error)}`, {
      hint: `Check that the API key of "${name}" may use the model "${model}".`,
    })
  }
  if (status === 404) {
    return new LorekeepError('model-rejected', `"${name}" does not know the model "${model}" or the address.`, {
      hint: `Check the model name, and that ${baseUrl} is the address up to and including "/v1".`,
    })
  }
  if (status === 413 || (status === 400 && isAboutContext(error))) {
    return new LorekeepError('model-context-exceeded', `The text is too long for the model "${model}" of "${name}".`, {
      hint: `Check that the context length configured for "${name}" is that of the model.`,
    })
  }
  if (status === 429 || status === 402) return rateLimited(error, name)
  if (status === 408 || status === 409 || status >= 500) {
    return unavailable(endpoint, `answered with status ${status}${quoted(error)}`, error)
  }
  // The words of these refusals may repeat what we sent, so only their labels are passed on.
  return new LorekeepError('model-rejected', `"${name}" refused the request with status ${status}${labels(error)}.`, {
    hint: `Check the settings of "${name}": model, temperature and the field of the output limit.`,
  })
}

function rateLimited(error: APIError, name: string): LorekeepError {
  const spent = error.status === 402 || spentCodes.has(String(error.code))
  const after = error.headers?.get('retry-after') ?? undefined
  const wait = after === undefined ? '' : ` It asks to wait ${after}${/^\d+$/.test(after) ? ' s' : ''}.`
  return new LorekeepError('rate-limited', `"${name}" takes no more requests now${quoted(error)}${wait}`, {
    hint: spent ? `Check the plan and billing of "${name}".` : 'Try again later.',
    retryable: !spent,
    ...retryAfterIn(error),
    cause: error,
  })
}

/** In seconds or as a date (RFC 9110, section 10.2.3), or in the milliseconds that OpenAI and Azure send beside it. */
function retryAfterIn({ headers }: APIError): { readonly retryAfterMs?: number } {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  const after = headers?.get('retry-after') ?? ''
  const asked = /^\d+(?:\.\d+)?$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now()
  const milliseconds = Number.isFinite(exact) ? exact : asked
  return Number.isFinite(milliseconds) ? { retryAfterMs: Math.max(0, milliseconds) } : {}
}

function isAboutContext(error: APIError): boolean {
  return error.code === 'context_length_exceeded' || contextWords.test(error.message)
}

function unavailable(endpoint: EndpointName, problem: string, cause: unknown): LorekeepError {
  return new LorekeepError('model-unavailable', `"${endpoint.name}" ${problem}.`.replace(/\.\.$/, '.'), {
    hint: `Check that the server behind ${endpoint.baseUrl} runs.`,
    ...(cause instanceof APIError && retryAfterIn(cause)),
    cause,
  })
}

function quoted(error: APIError): string {
  const words = error.message.replace(/^\d{3} /, '').slice(0, longestQuote)
  return error.error === undefined ? '.' : `: ${words.replace(/\.?$/, '.')}`
}

function labels(error: APIError): string {
  const known = [error.type, error.code, error.param].filter((label) => typeof label === 'string' && label !== '')
  return known.length === 0 ? '' : ` (${known.join(', ')})`
}

/** As `fetch` throws them when a connection fails while an answer is read. */
function isConnectionError(error: unknown): boolean {
  return causeOf(error) !== undefined || (error instanceof Error && ('code' in error || error.name === 'AbortError'))
}

/** `fetch` hides the reason below "fetch failed". */
function deepestMessage(error: unknown): string {
  const cause = causeOf(error)
  return cause === undefined ? messageOf(error) : deepestMessage(cause)
}

function causeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined
}
