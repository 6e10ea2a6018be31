import * as z from 'zod'
import { priceFromHardware } from '../domain/hardware-price.ts'
import type { Concurrency, ExchangeRate, ModelCatalogue, ModelPrice, ModelProvider } from '../domain/model-catalogue.ts'
import { toMicros } from '../domain/money.ts'
import { weekdays } from '../domain/schedule.ts'
import { longestAnswerMs, usualAnswerMs } from '../domain/time-limits.ts'
import type { Endpoint, Environment } from './environment.ts'
import { batchApiOf, batchApiSchema, problemWithBatch } from './batch-api.ts'
import { parseJsonFile } from './parse-json-file.ts'

const tier = z.enum(['on-prem', 'cloud'])
const perMillion = z.number().min(0).max(1_000_000)

const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as USD or CNY')

const hardware = z
  .strictObject({
    gpus: z.int().min(1).default(1),
    gpuHour: z
      .number()
      .min(0)
      .describe('What an hour of one GPU costs: its rent, or its price over the hours it lasts.'),
    kilowatts: z.number().min(0).describe('What the whole machine draws on average, cooling included.'),
    kilowattHour: z.number().min(0),
    utilisation: z.number().gt(0).max(1).describe('The share of the paid hours in which tokens are made.'),
    inputTokensPerSecond: z.number().positive().describe('Measured while busy, over all requests at once.'),
    cachedInputTokensPerSecond: z.number().positive().optional().describe('As inputTokensPerSecond when left out.'),
    outputTokensPerSecond: z.number().positive(),
  })
  .refine(
    ({ gpuHour, kilowatts, kilowattHour }) => gpuHour + kilowatts * kilowattHour > 0,
    'an hour must cost something',
  )

const price = z
  .strictObject({
    model: z.string().min(1).describe('A model name, or the start of one followed by *.'),
    tier,
    currency: currency.optional().describe('The currency of these amounts; that of the file when left out.'),
    input: perMillion.optional().describe('Currency units per million prompt tokens.'),
    cachedInput: perMillion
      .optional()
      .describe('The same for prompt tokens read from the cache of the provider; as input when left out.'),
    output: perMillion.optional().describe('Currency units per million completion tokens.'),
    reasoning: perMillion.optional().describe('The same for tokens that a model thinks with; as output when left out.'),
    hardware: hardware
      .optional()
      .describe('In place of amounts: what a machine of your own costs, and how fast it is.'),
    validFrom: z.iso.date(),
    assumed: z
      .boolean()
      .default(false)
      .describe('True for a guess that stands in until you enter your contract price.'),
  })
  .refine(
    (entry) =>
      entry.hardware === undefined
        ? entry.input !== undefined && entry.output !== undefined
        : [entry.input, entry.cachedInput, entry.output, entry.reasoning].every((amount) => amount === undefined),
    'name input and output, or hardware alone',
  )

const exchangeRate = z.strictObject({
  currency,
  rate: z.number().gt(0).max(1_000_000).describe("What one unit of this currency is worth in the file's currency."),
  validFrom: z.iso.date(),
})

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

const provider = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    tier,
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

/** The shape of `data/models.json`; also published as a JSON schema. */
export const modelsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    currency: currency.describe('The currency of the books.'),
    baselineModel: z.string().min(1).describe('The cloud model that savings are measured against.'),
    hardFrom: z
      .number()
      .min(0)
      .max(1)
      .default(0.65)
      .describe('How likely a question must be hard to go to a strong model first: 1 keeps all on the others, 0 none.'),
    timeLimitSeconds: z
      .number()
      .positive()
      .max(longestAnswerMs / 1000)
      .default(usualAnswerMs / 1000)
      .describe('How long an answer may take; then the documents are quoted, or a begun answer ends as an error.'),
    hedgeAfterMs: z
      .int()
      .min(1)
      .max(60_000)
      .optional()
      .describe(
        'How long a model may be silent before the next one that may be is asked as well; never when left out.',
      ),
    compress: z
      .boolean()
      .default(true)
      .describe('Whether a model is given less evidence for a simple question: the passages near the best one alone.'),
    providers: z.array(provider).default([]).describe('Endpoints beside those named by ONPREM_… and CLOUD_….'),
    prices: z.array(price).describe('Any number for a model: the latest that is valid on the day of a call counts.'),
    exchangeRates: z.array(exchangeRate).default([]).describe('For prices in other currencies, by day.'),
  })
  .superRefine((value, problems) => {
    const known = new Set([value.currency, ...value.exchangeRates.map((rate) => rate.currency)])
    for (const [index, entry] of value.prices.entries()) {
      if (entry.currency === undefined || known.has(entry.currency)) continue
      problems.addIssue({
        code: 'custom',
        path: ['prices', index, 'currency'],
        message: `${entry.currency} needs an entry in exchangeRates`,
      })
    }
  })

/**
 * The catalogue in a file's text, with the endpoints of the environment in front.
 * @throws LorekeepError `bad-configuration` naming the file and every problem
 */
export function parseModels(
  fileText: string,
  file: string,
  environment: Pick<Environment, 'onPrem' | 'cloud' | 'variable'>,
): ModelCatalogue {
  const value = parseJsonFile(modelsSchema, fileText, file)
  const named = value.providers.map((entry): ModelProvider => ({
    name: entry.name,
    tier: entry.tier,
    baseUrl: addressOf(entry),
    apiKey: entry.apiKeyVariable === undefined ? undefined : environment.variable(entry.apiKeyVariable),
    model: entry.model,
    contextTokens: entry.contextTokens,
    maxOutputTokens: entry.maxOutputTokens,
    temperature: entry.temperature,
    outputLimitField: entry.outputLimitField ?? outputLimitFieldOf(entry.baseUrl),
    firstTokenTimeoutMs: entry.firstTokenTimeoutSeconds * 1000,
    nextTokenTimeoutMs: entry.nextTokenTimeoutSeconds * 1000,
    strong: entry.strong ?? entry.tier === 'cloud',
    weight: entry.weight,
    ...(entry.schedule !== undefined && { schedule: entry.schedule }),
    ...(entry.concurrency !== undefined && { concurrency: toConcurrency(entry.concurrency) }),
    ...(entry.azure !== undefined && { azureApiVersion: entry.azure.apiVersion }),
    ...(entry.batch !== undefined && { batch: batchApiOf(entry.batch, entry) }),
  }))
  return Object.freeze({
    currency: value.currency,
    baselineModel: value.baselineModel,
    hardFrom: value.hardFrom,
    timeLimitMs: value.timeLimitSeconds * 1000,
    ...(value.hedgeAfterMs !== undefined && { hedgeAfterMs: value.hedgeAfterMs }),
    wholeEvidence: !value.compress,
    providers: [
      ...fromEnvironment('on-prem', environment.onPrem),
      ...fromEnvironment('cloud', environment.cloud),
      ...named,
    ],
    prices: value.prices.map((entry) => toPrice(entry, value.currency)),
    exchangeRates: value.exchangeRates.map(toExchangeRate),
  })
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function toConcurrency({ calls, waiting, waitSeconds }: z.infer<typeof concurrency>): Concurrency {
  return { calls, waiting, waitMs: waitSeconds * 1000 }
}

function addressOf({ baseUrl, azure }: z.infer<typeof provider>): string {
  const address = baseUrl.replace(/\/+$/, '')
  return azure === undefined ? address : `${address}/openai/deployments/${azure.deployment}`
}

function toPrice(entry: z.infer<typeof price>, currency: string): ModelPrice {
  return {
    model: entry.model,
    tier: entry.tier,
    currency: entry.currency ?? currency,
    ...(entry.hardware === undefined ? amountsOf(entry) : priceFromHardware(entry.hardware)),
    validFrom: entry.validFrom,
    assumed: entry.assumed,
  }
}

/** What is left out was refused before, unless it has a meaning. */
function amountsOf({ input = 0, cachedInput = input, output = 0, reasoning }: z.infer<typeof price>) {
  return {
    inputPerMillion: unitsToMicros(input),
    cachedInputPerMillion: unitsToMicros(cachedInput),
    outputPerMillion: unitsToMicros(output),
    ...(reasoning !== undefined && { reasoningPerMillion: unitsToMicros(reasoning) }),
  }
}

/** A rate is kept to nine places. */
function toExchangeRate({ currency: code, rate, validFrom }: z.infer<typeof exchangeRate>): ExchangeRate {
  return { currency: code, billionths: Math.max(1, Math.round(rate * 1e9)), validFrom }
}

function unitsToMicros(units: number) {
  return toMicros(Math.round(units * 1_000_000))
}

function fromEnvironment(
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
