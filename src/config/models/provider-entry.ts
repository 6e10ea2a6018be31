import * as z from 'zod'
import type { Concurrency, ModelProvider } from '../../domain/routing/model-catalogue.ts'
import { weekdays } from '../../domain/time/schedule.ts'
import { isTimeZone } from '../../domain/time/wall-clock.ts'
import { batchApiOf, batchApiSchema, problemWithBatch } from './batch-api.ts'
import type { Endpoint, Environment } from '../environment.ts'
import { modelTier } from './model-tier.ts'

const timeOfDay = (latest: RegExp) => z.string().regex(latest, 'must be a time such as 08:00')

const schedule = z.strictObject({
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Europe/Berlin')
    .describe('As IANA names it, such as Europe/Berlin or Asia/Shanghai.'),
  hours: z
    .array(
      z
        .strictObject({
          days: z.array(z.enum(weekdays)).min(1),
          from: timeOfDay(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
          to: timeOfDay(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/).describe(
            'Not after from for hours that end on the next day.',
          ),
        })
        .refine(({ from, to }) => from !== to, 'from and to must differ; a whole day is 00:00 to 24:00'),
    )
    .min(1),
})

const concurrency = z.strictObject({
  calls: z.int().min(1).describe('Calls at once, from each process of Lorekeep.'),
  waiting: z.int().min(0).default(16).describe('Calls that may wait for a place; more go to the next model.'),
  waitSeconds: z.number().positive().max(60).default(5).describe('After that a waiting call goes to the next model.'),
})

/** An endpoint that generates answers, as the file says it. */
export const providerEntry = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    tier: modelTier,
    baseUrl: z.url({ protocol: /^https?$/ }),
    apiKeyVariable: z.string().optional().describe('The environment variable that holds the key.'),
    model: z.string().min(1),
    azure: z
      .strictObject({
        deployment: z.string().regex(/^[\w.-]{1,64}$/, 'must be the name of a deployment'),
        apiVersion: z.string().regex(/^(?:\d{4}-\d\d-\d\d(?:-preview)?|preview|latest)$/, 'must be like 2024-10-21'),
      })
      .optional()
      .describe('For Azure OpenAI: baseUrl is then the address of the resource, https://NAME.openai.azure.com.'),
    contextTokens: z.int().min(1024).default(32_768),
    maxOutputTokens: z.int().min(16).default(800),
    temperature: z.number().min(0).max(2).default(0.2),
    outputLimitField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
    firstTokenTimeoutSeconds: z.number().positive().default(60),
    nextTokenTimeoutSeconds: z.number().positive().default(30),
    strong: z
      .boolean()
      .optional()
      .describe(
        'Whether hard questions go here first, and simple ones only when no other is left; true for the cloud.',
      ),
    weight: z
      .number()
      .positive()
      .default(1)
      .describe('Among models as strong, the lowest price for its weight goes first.'),
    compress: z
      .boolean()
      .optional()
      .describe('Whether it is given less than was found when it goes first; as said for all when left out.'),
    schedule: schedule.optional().describe('When it may be asked; always when left out.'),
    concurrency: concurrency.optional().describe('How much it takes at once; any number of calls when left out.'),
    batch: batchApiSchema
      .optional()
      .describe('Its batch API, for batches that may wait; none when left out. {} for the usual terms.'),
  })
  .superRefine((entry, problems) => {
    const message = problemWithBatch(entry)
    if (message !== undefined) problems.addIssue({ code: 'custom', path: ['batch'], message })
  })

export function toProvider(entry: z.infer<typeof providerEntry>, variable: Environment['variable']): ModelProvider {
  return {
    name: entry.name,
    tier: entry.tier,
    baseUrl: addressOf(entry),
    apiKey: entry.apiKeyVariable === undefined ? undefined : variable(entry.apiKeyVariable),
    model: entry.model,
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    temperature: entry.temperature,
    outputLimitField: entry.outputLimitField ?? outputLimitFieldOf(entry.baseUrl),
    firstTokenTimeoutMs: entry.firstTokenTimeoutSeconds * 1000,
    nextTokenTimeoutMs: entry.nextTokenTimeoutSeconds * 1000,
    strong: entry.strong ?? entry.tier === 'cloud',
    weight: entry.weight,
    ...(entry.compress !== undefined && { compress: entry.compress }),
    ...(entry.schedule !== undefined && { schedule: entry.schedule }),
    ...(entry.concurrency !== undefined && { concurrency: toConcurrency(entry.concurrency) }),
    ...(entry.azure !== undefined && { azureApiVersion: entry.azure.apiVersion }),
    ...(entry.batch !== undefined && { batch: batchApiOf(entry.batch, entry) }),
  }
}

function toConcurrency({ calls, waiting, waitSeconds }: z.infer<typeof concurrency>): Concurrency {
  return { calls, waiting, waitMs: waitSeconds * 1000 }
}

function addressOf({ baseUrl, azure }: z.infer<typeof providerEntry>): string {
  const address = baseUrl.replace(/\/+$/, '')
  return azure === undefined ? address : `${address}/openai/deployments/${azure.deployment}`
}

/** The one that variables of the environment name, if they do. */
export function fromEnvironment(
  name: 'on-prem' | 'cloud',
  endpoint: (Endpoint & { readonly contextTokens: number }) | undefined,
): readonly ModelProvider[] {
  if (endpoint === undefined) return []
  return [
    {
      name,
      tier: name,
      ...endpoint,
      maxOutputTokens: 800,
      temperature: 0.2,
      outputLimitField: outputLimitFieldOf(endpoint.baseUrl),
      firstTokenTimeoutMs: 60_000,
      nextTokenTimeoutMs: 30_000,
      strong: name === 'cloud',
      weight: 1,
    },
  ]
}

/** OpenAI's own service refuses the older name for its newer models; the rest of the world knows it. */
function outputLimitFieldOf(baseUrl: string): ModelProvider['outputLimitField'] {
  return new URL(baseUrl).hostname === 'api.openai.com' ? 'max_completion_tokens' : 'max_tokens'
}
