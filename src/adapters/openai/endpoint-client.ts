import { OpenAI } from 'openai'
import { createDependableFetch } from './dependable-fetch.ts'

const dependableFetch = createDependableFetch()

/** An OpenAI-compatible endpoint and a model behind it. */
export interface ModelEndpoint {
  /** Ends in `/v1`, as a rule. */
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly model: string
  /** Of an Azure OpenAI deployment. */
  readonly azureApiVersion?: string
}

/**
 * A client that takes nothing from the environment, tries nothing again, follows no redirection (the text would go to
 * a place that nobody configured) and writes no log (it would write content).
 */
export function createEndpointClient(endpoint: ModelEndpoint, timeoutMs: number): OpenAI {
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: dependableFetch,
    fetchOptions: { redirect: 'error' },
    ...(endpoint.apiKey === undefined && { defaultHeaders: { Authorization: null } }),
    ...(endpoint.azureApiVersion !== undefined && {
      defaultQuery: { 'api-version': endpoint.azureApiVersion },
      defaultHeaders: { 'Authorization': null, 'api-key': endpoint.apiKey ?? null },
    }),
  })
}
