import * as z from 'zod'
import type { ModelCatalogue } from '../domain/routing/model-catalogue.ts'
import { longestAnswerMs, usualAnswerMs } from '../domain/time/time-limits.ts'
import type { Environment } from './environment.ts'
import { currencyCode, exchangeRateEntry, priceEntry, toExchangeRate, toPrice } from './models/price-entry.ts'
import { fromEnvironment, providerEntry, toProvider } from './models/provider-entry.ts'
import { parseJsonFile } from './parse-json-file.ts'

/** The shape of `data/models.json`; also published as a JSON schema. */
export const modelsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    currency: currencyCode.describe('The currency of the books.'),
    baselineModel: z.string().min(1).describe('The cloud model that savings are measured against.'),
    hardFrom: z
      .number()
      .min(0)
      .max(1)
      .default(0.55)
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
      .describe(
        'Whether a model is given less than was found: what matters to the question; false gives it all, whole.',
      ),
    providers: z.array(providerEntry).default([]).describe('Endpoints beside those named by ONPREM_… and CLOUD_….'),
    prices: z
      .array(priceEntry)
      .describe('Any number for a model: the latest that is valid on the day of a call counts.'),
    exchangeRates: z.array(exchangeRateEntry).default([]).describe('For prices in other currencies, by day.'),
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
      ...value.providers.map((entry) => toProvider(entry, environment.variable)),
    ],
    prices: value.prices.map((entry) => toPrice(entry, value.currency)),
    exchangeRates: value.exchangeRates.map(toExchangeRate),
  })
}
