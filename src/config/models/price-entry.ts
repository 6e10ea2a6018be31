import * as z from 'zod'
import { priceFromHardware } from '../../domain/accounting/hardware-price.ts'
import { toMicros } from '../../domain/money.ts'
import type { ExchangeRate, ModelPrice } from '../../domain/routing/model-catalogue.ts'
import { modelTier } from './model-tier.ts'

const perMillion = z.number().min(0).max(1_000_000)

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as USD or CNY')

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

/** What a model costs, as the file says it. */
export const priceEntry = z
  .strictObject({
    model: z.string().min(1).describe('A model name, or the start of one followed by *.'),
    tier: modelTier,
    currency: currencyCode.optional().describe('The currency of these amounts; that of the file when left out.'),
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

/** What another currency is worth, as the file says it. */
export const exchangeRateEntry = z.strictObject({
  currency: currencyCode,
  rate: z.number().gt(0).max(1_000_000).describe("What one unit of this currency is worth in the file's currency."),
  validFrom: z.iso.date(),
})

export function toPrice(entry: z.infer<typeof priceEntry>, currency: string): ModelPrice {
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
function amountsOf({ input = 0, cachedInput = input, output = 0, reasoning }: z.infer<typeof priceEntry>) {
  return {
    inputPerMillion: unitsToMicros(input),
    cachedInputPerMillion: unitsToMicros(cachedInput),
    outputPerMillion: unitsToMicros(output),
    ...(reasoning !== undefined && { reasoningPerMillion: unitsToMicros(reasoning) }),
  }
}

/** A rate is kept to nine places. */
export function toExchangeRate({ currency: code, rate, validFrom }: z.infer<typeof exchangeRateEntry>): ExchangeRate {
  return { currency: code, billionths: Math.max(1, Math.round(rate * 1e9)), validFrom }
}

function unitsToMicros(units: number) {
  return toMicros(Math.round(units * 1_000_000))
}
