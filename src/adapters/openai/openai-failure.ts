import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import type { ModelProvider } from '../../domain/model-catalogue.ts'

type Endpoint = Pick<ModelProvider, 'name' | 'baseUrl' | 'model'>

/** Whether an endpoint refused a request because it does not know `stream_options`. */
export function rejectsStreamOptions(error: unknown): boolean {
  return (
    error instanceof APIError && (error.status === 400 || error.status === 422) && /stream_options/i.test(error.message)
  )
}

/** A vendor's error in our words. The message names the endpoint, never what was asked. */
export function translateError(
  error: unknown,
  endpoint: Endpoint,
  state: { readonly cancelled: boolean; readonly timedOut: boolean },
): LorekeepError {
  if (error instanceof LorekeepError) return error
  if (state.cancelled) return new LorekeepError('cancelled', 'The question was cancelled.', { cause: error })
  if (state.timedOut || (error instanceof APIError && error.status === 408)) {
    return new LorekeepError('model-timeout', `${endpoint.name} did not answer in time.`, {
      hint: `Look whether the model server at ${endpoint.baseUrl} is overloaded, or allow it more time in data/models.json.`,
      cause: error,
    })
  }
  if (error instanceof APIError && !(error instanceof APIConnectionError) && !(error instanceof APIUserAbortError)) {
    return translateStatus(error, endpoint)
  }
  if (error instanceof SyntaxError) {
    return new LorekeepError('model-answer-invalid', `${endpoint.name} sent something that cannot be read.`, {
      cause: error,
    })
  }
  return new LorekeepError(
    'model-unavailable',
    `${endpoint.name} cannot be reached at ${endpoint.baseUrl}, or broke off.`,
    {
      hint: 'Check that the model server runs and that its address is right.',
      cause: error,
    },
  )
}

function translateStatus(error: APIError, endpoint: Endpoint): LorekeepError {
  const { status, headers } = error
  const details = { cause: error }
  if (status === 401 || status === 403) {
    return new LorekeepError('model-rejected', `${endpoint.name} refuses the key.`, {
      ...details,
      hint: 'Check its API key.',
    })
  }
  if (status === 404) {
    return new LorekeepError(
      'model-rejected',
      `${endpoint.name} has no model ${endpoint.model}, or nothing at this address.`,
      {
        ...details,
        hint: `Check the model name, and that ${endpoint.baseUrl} is the base URL (it usually ends in /v1).`,
      },
    )
  }
  if (status === 429) {
    const wait = headers?.get('retry-after')
    return new LorekeepError(
      'rate-limited',
      `${endpoint.name} takes no more requests now${wait ? `; it asks to wait ${wait} s` : ''}.`,
      details,
    )
  }
  if (isContextExceeded(error)) {
    return new LorekeepError('model-context-exceeded', `The prompt is too long for ${endpoint.model}.`, {
      ...details,
      hint: 'Set its context size in the configuration.',
    })
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 409) {
    return new LorekeepError('model-rejected', `${endpoint.name} refused the request with status ${status}.`, {
      ...details,
      hint: 'Look at the log of the model server; the request may hold a setting that it does not know.',
    })
  }
  return new LorekeepError(
    'model-unavailable',
    `${endpoint.name} failed${status === undefined ? '' : ` with status ${status}`}.`,
    details,
  )
}

function isContextExceeded(error: APIError): boolean {
  return (
    error.code === 'context_length_exceeded' ||
    (error.status === 400 && /context length|maximum context|too long/i.test(messageOf(error)))
  )
}
