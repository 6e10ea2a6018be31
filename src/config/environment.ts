import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { type EndpointCall, tierOfAddress } from '../domain/accounting/endpoint-call.ts'
import { LorekeepError } from '../domain/errors.ts'
import { isTimeZone } from '../domain/time/wall-clock.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** An empty variable counts as not set, as people expect of `NAME=` in a file. */
function unlessEmpty<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema)
}

const text = unlessEmpty(z.string().trim().optional())
const address = unlessEmpty(
  z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:8000/v1' }).optional(),
)

function wholeNumber(least: number, most: number, fallback: number) {
  const wrong = `must be a whole number from ${least} to ${most}`
  return unlessEmpty(z.coerce.number({ error: wrong }).int(wrong).min(least, wrong).max(most, wrong).default(fallback))
}

const tier = unlessEmpty(z.enum(['on-prem', 'cloud'], 'must be on-prem or cloud').optional())
const secret = unlessEmpty(z.string().min(16, 'must have at least 16 characters').optional())
const secrets = unlessEmpty(
  z
    .string()
    .default('')
    .transform((list) => list.split(/\s+/).filter((one) => one !== '')),
)

/** Every variable the product reads; `.env.example` lists the same ones. */
export const environmentSchema = z
  .object({
    HOST: unlessEmpty(z.string().trim().default('127.0.0.1')),
    PORT: wholeNumber(0, 65_535, 8080),
    DATA_DIR: text,
    DATABASE_URL: unlessEmpty(
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// (leave it out to use the built-in SQLite)')
        .optional(),
    ),
    REDIS_URL: unlessEmpty(
      z
        .string()
        .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
        .optional(),
    ),
    CHROMA_URL: address,
    CHROMA_TENANT: text,
    CHROMA_DATABASE: text,
    CHROMA_TOKEN: text,
    ONPREM_BASE_URL: address,
    ONPREM_MODEL: text,
    ONPREM_API_KEY: text,
    ONPREM_CONTEXT_TOKENS: wholeNumber(1024, 4_000_000, 32_768),
    CLOUD_BASE_URL: address,
    CLOUD_MODEL: text,
    CLOUD_API_KEY: text,
    CLOUD_CONTEXT_TOKENS: wholeNumber(1024, 4_000_000, 128_000),
    EMBEDDINGS_BASE_URL: address,
    EMBEDDINGS_MODEL: text,
    EMBEDDINGS_API_KEY: text,
    EMBEDDINGS_TIER: tier,
    EMBEDDINGS_FOLDER: text,
    RERANK_BASE_URL: address,
    RERANK_MODEL: text,
    RERANK_API_KEY: text,
    RERANK_TIER: tier,
    RERANK_FOLDER: text,
    EMBEDDING_THREADS: wholeNumber(0, 64, 0),
    ADMIN_TOKEN: secret,
    SESSION_SECRET: secret,
    FORMER_SESSION_SECRETS: secrets,
    SESSION_HOURS: wholeNumber(1, 8760, 168),
    WIDGET_TOKEN_MINUTES: wholeNumber(1, 1440, 15),
    CONVERSATION_DAYS: wholeNumber(1, 3650, 30),
    BUDGET_TIME_ZONE: unlessEmpty(
      z.string().trim().refine(isTimeZone, 'must be a time zone such as Asia/Shanghai').default('UTC'),
    ),
    BUDGET_WEBHOOK_URL: address,
    BUDGET_WEBHOOK_SECRET: secret,
    TLS_CERT_FILE: text,
    TLS_KEY_FILE: text,
    POLICY_FILE: text,
    DIRECTORY_FILE: text,
    MODELS_FILE: text,
    ROUTING_EXAMPLES_FILE: text,
    SAMPLE_DOCUMENTS: unlessEmpty(z.enum(['on', 'off'], 'must be on or off').default('on')),
    PARSER_TIMEOUT_SECONDS: wholeNumber(1, 3600, 60),
    PARSER_MEMORY_MB: wholeNumber(256, 16_384, 1024),
    LOG_LEVEL: unlessEmpty(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info')),
  })
  .check((context) => {
    const { value } = context
    const need = (name: keyof typeof value, because: keyof typeof value) => {
      if (value[because] !== undefined && value[name] === undefined) {
        context.issues.push({
          code: 'custom',
          input: value,
          path: [name],
          message: `is needed because ${because} is set`,
        })
      }
    }
    need('ONPREM_MODEL', 'ONPREM_BASE_URL')
    need('ONPREM_BASE_URL', 'ONPREM_MODEL')
    need('CLOUD_MODEL', 'CLOUD_BASE_URL')
    need('CLOUD_BASE_URL', 'CLOUD_MODEL')
    need('EMBEDDINGS_MODEL', 'EMBEDDINGS_BASE_URL')
    need('RERANK_BASE_URL', 'RERANK_MODEL')
    need('EMBEDDINGS_BASE_URL', 'EMBEDDINGS_TIER')
    need('RERANK_BASE_URL', 'RERANK_TIER')
    need('BUDGET_WEBHOOK_SECRET', 'BUDGET_WEBHOOK_URL')
    need('TLS_KEY_FILE', 'TLS_CERT_FILE')
    need('TLS_CERT_FILE', 'TLS_KEY_FILE')
    const exclude = (name: keyof typeof value, other: keyof typeof value) => {
      if (value[name] !== undefined && value[other] !== undefined) {
        context.issues.push({
          code: 'custom',
          input: value,
          path: [name],
          message: `cannot be set together with ${other}: leave one of them out`,
        })
      }
    }
    exclude('EMBEDDINGS_FOLDER', 'EMBEDDINGS_BASE_URL')
    exclude('RERANK_FOLDER', 'RERANK_BASE_URL')
  })

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
  readonly logLevel: (typeof logLevels)[number]
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
