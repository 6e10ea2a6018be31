import { createHash } from 'node:crypto'
import type { ExchangeRate, ModelCatalogue, ModelPrice } from '../../domain/routing/model-catalogue.ts'
import { exchange } from '../../domain/money.ts'
import type { Tier } from '../../domain/routing/route.ts'

/** A price in the currency of the catalogue, and the words that tell it from every other, also after an edit. */
export interface KnownPrice extends ModelPrice {
  /** The name or pattern, its day, the day of the exchange rate where there is one, and a hash of the amounts. */
  readonly version: string
}

/**
 * The price of a model on a day, in the currency of the catalogue: an exact name before a pattern, a longer pattern
 * before a shorter one, and of the prices of one name the latest that is valid. Undefined when none fits, or when
 * there is no exchange rate for it on that day, which is an error to report and never a price of zero.
 */
export function priceOf(
  catalogue: ModelCatalogue,
  tier: Exclude<Tier, 'extractive'>,
  model: string,
  at: number,
): KnownPrice | undefined {
  const known = knownPrices.get(catalogue) ?? new Map<string, KnownPrice | undefined>()
  knownPrices.set(catalogue, known)
  const key = JSON.stringify([tier, model, dayOf(at)])
  if (!known.has(key)) {
    const price = listedPrice(catalogue, tier, model, at)
    known.set(key, price && inCurrencyOf(catalogue, price, at))
  }
  return known.get(key)
}

/** What was looked up before; every question asks for the same few prices many times. */
const knownPrices = new WeakMap<ModelCatalogue, Map<string, KnownPrice | undefined>>()

/** Why there is no price to count with: none is listed, or it is in a currency without a rate on that day. */
export function whyUnpriced(
  catalogue: ModelCatalogue,
  tier: Exclude<Tier, 'extractive'>,
  model: string,
  at: number,
): string {
  const price = listedPrice(catalogue, tier, model, at)
  return price === undefined
    ? `there is no price for ${model} (${tier}) on ${dayOf(at)}`
    : `the price of ${model} is in ${price.currency}, which has no exchange rate on ${dayOf(at)}`
}

/** The price with the dearest output among those that are valid, as a bound for what nobody priced. */
export function dearestPrice(catalogue: ModelCatalogue, at: number): KnownPrice | undefined {
  return catalogue.prices
    .filter(({ validFrom }) => validFrom <= dayOf(at))
    .map((price) => inCurrencyOf(catalogue, price, at))
    .filter((price) => price !== undefined)
    .toSorted((a, b) => b.outputPerMillion - a.outputPerMillion || b.inputPerMillion - a.inputPerMillion)
    .at(0)
}

function listedPrice(
  catalogue: ModelCatalogue,
  tier: Exclude<Tier, 'extractive'>,
  model: string,
  at: number,
): ModelPrice | undefined {
  const day = dayOf(at)
  return catalogue.prices
    .filter((price) => price.tier === tier && price.validFrom <= day && matches(price.model, model))
    .toSorted((a, b) => specificity(b.model) - specificity(a.model) || b.validFrom.localeCompare(a.validFrom))
    .at(0)
}

function inCurrencyOf(catalogue: ModelCatalogue, price: ModelPrice, at: number): KnownPrice | undefined {
  if (price.currency === catalogue.currency) return { ...price, version: versionOf(price) }
  const day = dayOf(at)
  const rate = (catalogue.exchangeRates ?? [])
    .filter(({ currency, validFrom }) => currency === price.currency && validFrom <= day)
    .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))
    .at(0)
  if (rate === undefined) return undefined
  const { billionths } = rate
  return {
    ...price,
    currency: catalogue.currency,
    inputPerMillion: exchange(price.inputPerMillion, billionths),
    cachedInputPerMillion: exchange(price.cachedInputPerMillion, billionths),
    outputPerMillion: exchange(price.outputPerMillion, billionths),
    ...(price.reasoningPerMillion !== undefined && {
      reasoningPerMillion: exchange(price.reasoningPerMillion, billionths),
    }),
    version: versionOf(price, rate),
  }
}

function versionOf(price: ModelPrice, rate?: ExchangeRate): string {
  const amounts = [
    price.tier,
    price.currency,
    price.inputPerMillion,
    price.cachedInputPerMillion,
    price.outputPerMillion,
    price.reasoningPerMillion ?? price.outputPerMillion,
    rate?.billionths ?? null,
  ]
  const hash = createHash('sha256').update(JSON.stringify(amounts)).digest('hex').slice(0, 8)
  const exchanged = rate === undefined ? '' : `, ${rate.currency} of ${rate.validFrom}`
  return `${price.model} of ${price.validFrom}${exchanged} #${hash}`
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function matches(pattern: string, model: string): boolean {
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : pattern === model
}

function specificity(pattern: string): number {
  return pattern.endsWith('*') ? pattern.length - 1 : Number.POSITIVE_INFINITY
}
