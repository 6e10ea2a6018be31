import * as z from 'zod'
import { isTimeZone } from '../domain/time/wall-clock.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

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
    SERVICE_PROCESSES: wholeNumber(1, 64, 1),
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
