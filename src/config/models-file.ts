import * as z from 'zod'
import type { ModelCatalogue, ModelPrice, ModelProvider } from '../domain/model-catalogue.ts'
import { toMicros } from '../domain/money.ts'
import type { Endpoint, Environment } from './environment.ts'
import { parseJsonFile } from './parse-json-file.ts'

const tier = z.enum(['on-prem', 'cloud'])
const perMillion = z.number().min(0).max(1_000_000)

const price = z.strictObject({
  model: z.string().min(1).describe('A model name, or the start of one followed by *.'),
  tier,
  input: perMillion.describe('Currency units per million prompt tokens.'),
  cachedInput: perMillion
    .optional()
    .describe('The same for prompt tokens read from the cache of the provider; as input when left out.'),
  output: perMillion.describe('Currency units per million completion tokens, reasoning included.'),
  validFrom: z.iso.date(),
  assumed: z.boolean().default(false).describe('True for a guess that stands in until you enter your contract price.'),
})

const provider = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  tier,
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKeyVariable: z.string().optional().describe('The environment variable that holds the key.'),
  model: z.string().min(1),
  contextTokens: z.int().min(1024).default(32_768),
  maxOutputTokens: z.int().min(16).default(800),
  temperature: z.number().min(0).max(2).default(0.2),
  outputLimitField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
  firstTokenTimeoutSeconds: z.number().positive().default(60),
  nextTokenTimeoutSeconds: z.number().positive().default(30),
  strong: z
    .boolean()
    .optional()
    .describe('Whether hard questions go here first, and simple ones only when no other is left; true for the cloud.'),
  weight: z
    .number()
    .positive()
    .default(1)
    .describe('Among models as strong, the lowest price for its weight goes first.'),
})

/** The shape of `data/models.json`; also published as a JSON schema. */
export const modelsSchema = z.strictObject({
  $schema: z.string().optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as USD or CNY'),
  baselineModel: z.string().min(1).describe('The cloud model that savings are measured against.'),
  hardFrom: z
    .number()
    .min(0)
    .max(1)
    .default(0.65)
    .describe('How likely a question must be hard to go to a strong model first: 1 keeps all on the others, 0 none.'),
  providers: z.array(provider).default([]).describe('Endpoints beside those named by ONPREM_… and CLOUD_….'),
  prices: z.array(price),
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
    baseUrl: entry.baseUrl.replace(/\/+$/, ''),
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
  }))
  return Object.freeze({
    currency: value.currency,
    baselineModel: value.baselineModel,
    hardFrom: value.hardFrom,
    providers: [
      ...fromEnvironment('on-prem', environment.onPrem),
      ...fromEnvironment('cloud', environment.cloud),
      ...named,
    ],
    prices: value.prices.map((entry) => toPrice(entry, value.currency)),
  })
}

function toPrice(entry: z.infer<typeof price>, currency: string): ModelPrice {
  return {
    model: entry.model,
    tier: entry.tier,
    currency,
    inputPerMillion: unitsToMicros(entry.input),
    cachedInputPerMillion: unitsToMicros(entry.cachedInput ?? entry.input),
    outputPerMillion: unitsToMicros(entry.output),
    validFrom: entry.validFrom,
    assumed: entry.assumed,
  }
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
