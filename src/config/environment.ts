import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type * as z from 'zod'
import { type EndpointCall, tierOfAddress } from '../domain/accounting/endpoint-call.ts'
import { LorekeepError } from '../domain/errors.ts'
import { environmentSchema, type LogLevel } from './environment-variables.ts'

/** Variables of the design that this version does not act on; setting one is said aloud rather than ignored. */
const notYetUsed = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

export interface Endpoint {
  readonly baseUrl: string
  readonly model: string
  readonly apiKey: string | undefined
}

/** Where an endpoint that embeds or reranks stands: the policy binds what is sent to one in the cloud. */
export interface EndpointPlace {
  readonly tier: EndpointCall['tier']
  /** Whether nobody said so, and the name of the host had to tell. */
  readonly isTierGuessed: boolean
}

/** The configuration of one installation, checked and frozen. */
export interface Environment {
  readonly host: string
  readonly port: number
  /** How many processes answer requests. */
  readonly serviceProcesses: number
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly chroma:
    | { readonly url: string; readonly tenant?: string; readonly database?: string; readonly token?: string }
    | undefined
  readonly onPrem: (Endpoint & { readonly contextTokens: number }) | undefined
  readonly cloud: (Endpoint & { readonly contextTokens: number }) | undefined
  readonly embeddings: (Endpoint & EndpointPlace) | { readonly folder: string } | undefined
  readonly reranker:
    | ({
        readonly baseUrl: string
        readonly model: string | undefined
        readonly apiKey: string | undefined
      } & EndpointPlace)
    | { readonly folder: string }
    | undefined
  /** Of each model that runs here; 0 leaves the choice to it. */
  readonly embeddingThreads: number
  readonly adminToken: string | undefined
  readonly sessionSecret: string | undefined
  /** What was sealed with these is opened still. */
  readonly formerSessionSecrets: readonly string[]
  readonly sessionHours: number
  readonly widgetTokenMinutes: number
  /** After how many days without use a conversation expires. */
  readonly conversationDays: number
  /** Where the days and months of budgets begin at midnight. */
  readonly budgetTimeZone: string
  /** What is told when a budget runs low. */
  readonly budgetWebhook: { readonly url: string; readonly secret: string } | undefined
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined
  readonly policyFile: string
  /** Names of employees and customers; undefined where there is none. */
  readonly directoryFile: string | undefined
  readonly modelsFile: string
  readonly routingExamplesFile: string
  readonly sampleDocuments: boolean
  readonly parser: { readonly timeoutMs: number; readonly memoryMb: number }
  readonly logLevel: LogLevel
  /** Names of variables that are set and that this version does not act on. */
  readonly ignored: readonly string[]
  /** The value of a variable that another file names, such as the key of a further provider. */
  readonly variable: (name: string) => string | undefined
}

/**
 * Reads the variables of the process, and those of a file `.env` in the working folder that the
 * process does not set itself. The one place that does.
 * @param root the folder of the installation; defaults of paths are relative to it
 * @throws LorekeepError `bad-configuration` that lists every problem at once
 */
export function readEnvironment(root: string): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return parseEnvironment(process.env, root)
}

/** The same for given variables. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>, root: string): Environment {
  const parsed = environmentSchema.safeParse(variables)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new LorekeepError('bad-configuration', `The configuration is not valid: ${problems.join('; ')}.`, {
      problems,
      hint: 'Correct these variables in the environment or in the file .env; .env.example explains each.',
    })
  }
  const value = parsed.data
  return Object.freeze({
    host: value.HOST,
    port: value.PORT,
    serviceProcesses: value.SERVICE_PROCESSES,
    dataDir: value.DATA_DIR === undefined ? join(root, 'data/var') : resolve(value.DATA_DIR),
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    chroma:
      value.CHROMA_URL === undefined
        ? undefined
        : {
            url: value.CHROMA_URL,
            ...(value.CHROMA_TENANT !== undefined && { tenant: value.CHROMA_TENANT }),
            ...(value.CHROMA_DATABASE !== undefined && { database: value.CHROMA_DATABASE }),
            ...(value.CHROMA_TOKEN !== undefined && { token: value.CHROMA_TOKEN }),
          },
    onPrem: endpoint(value.ONPREM_BASE_URL, value.ONPREM_MODEL, value.ONPREM_API_KEY, value.ONPREM_CONTEXT_TOKENS),
    cloud: endpoint(value.CLOUD_BASE_URL, value.CLOUD_MODEL, value.CLOUD_API_KEY, value.CLOUD_CONTEXT_TOKENS),
    embeddings: embeddingsOf(value),
    reranker: rerankerOf(value),
    embeddingThreads: value.EMBEDDING_THREADS,
    adminToken: value.ADMIN_TOKEN,
    sessionSecret: value.SESSION_SECRET,
    formerSessionSecrets: value.FORMER_SESSION_SECRETS,
    sessionHours: value.SESSION_HOURS,
    widgetTokenMinutes: value.WIDGET_TOKEN_MINUTES,
    conversationDays: value.CONVERSATION_DAYS,
    budgetTimeZone: value.BUDGET_TIME_ZONE,
    budgetWebhook:
      value.BUDGET_WEBHOOK_URL === undefined || value.BUDGET_WEBHOOK_SECRET === undefined
        ? undefined
        : { url: value.BUDGET_WEBHOOK_URL, secret: value.BUDGET_WEBHOOK_SECRET },
    tls:
      value.TLS_CERT_FILE === undefined || value.TLS_KEY_FILE === undefined
        ? undefined
        : { certFile: resolve(value.TLS_CERT_FILE), keyFile: resolve(value.TLS_KEY_FILE) },
    policyFile: value.POLICY_FILE === undefined ? join(root, 'data/policy.json') : resolve(value.POLICY_FILE),
    directoryFile: value.DIRECTORY_FILE === undefined ? undefined : resolve(value.DIRECTORY_FILE),
    modelsFile: value.MODELS_FILE === undefined ? join(root, 'data/models.json') : resolve(value.MODELS_FILE),
    routingExamplesFile:
      value.ROUTING_EXAMPLES_FILE === undefined
        ? join(root, 'data/routing-examples.jsonl')
        : resolve(value.ROUTING_EXAMPLES_FILE),
    sampleDocuments: value.SAMPLE_DOCUMENTS === 'on',
    parser: { timeoutMs: value.PARSER_TIMEOUT_SECONDS * 1000, memoryMb: value.PARSER_MEMORY_MB },
    logLevel: value.LOG_LEVEL,
    ignored: notYetUsed.filter((name) => (variables[name] ?? '') !== ''),
    variable: (name: string) => variables[name],
  })
}

function rerankerOf(value: z.infer<typeof environmentSchema>): Environment['reranker'] {
  const { RERANK_BASE_URL: baseUrl, RERANK_FOLDER: folder } = value
  if (folder !== undefined) return { folder: resolve(folder) }
  if (baseUrl === undefined) return undefined
  const { RERANK_MODEL: model, RERANK_API_KEY: apiKey, RERANK_TIER } = value
  return { baseUrl: withoutSlash(baseUrl), model, apiKey, ...placeOf(baseUrl, RERANK_TIER) }
}

function embeddingsOf(value: z.infer<typeof environmentSchema>): Environment['embeddings'] {
  const { EMBEDDINGS_BASE_URL: baseUrl, EMBEDDINGS_MODEL: model, EMBEDDINGS_FOLDER: folder } = value
  if (folder !== undefined) return { folder: resolve(folder) }
  if (baseUrl === undefined || model === undefined) return undefined
  const place = placeOf(baseUrl, value.EMBEDDINGS_TIER)
  return { baseUrl: withoutSlash(baseUrl), model, apiKey: value.EMBEDDINGS_API_KEY, ...place }
}

function placeOf(baseUrl: string, named: EndpointCall['tier'] | undefined): EndpointPlace {
  return { tier: named ?? tierOfAddress(baseUrl), isTierGuessed: named === undefined }
}

function endpoint(
  baseUrl: string | undefined,
  model: string | undefined,
  apiKey: string | undefined,
  contextTokens: number,
) {
  if (baseUrl === undefined || model === undefined) return undefined
  return { baseUrl: withoutSlash(baseUrl), model, apiKey, contextTokens }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
