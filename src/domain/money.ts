declare const micros: unique symbol

/** Millionths of a currency unit, as a whole number. */
export type Micros = number & { readonly [micros]: true }

export const zeroMicros = 0 as Micros

/** A whole number of micros. @throws RangeError for anything else */
export function toMicros(value: number): Micros {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number of micros`)
  return value as Micros
}

export function addMicros(...amounts: readonly Micros[]): Micros {
  return toMicros(amounts.reduce((sum, amount) => sum + amount, 0))
}

/** A number of tokens and what a million of them costs. */
export type PricedTokens = readonly [tokens: number, microsPerMillion: Micros]

/**
 * The cost of tokens at prices per million: `Σ tokens × price / 1e6`. The sum is exact and rounded up once, so that
 * a fraction of a micro is never lost and no more than one micro is ever added.
 */
export function costOfTokens(...parts: readonly PricedTokens[]): Micros {
  const product = parts.reduce((sum, [tokens, price]) => sum + BigInt(tokens) * BigInt(price), 0n)
  return toMicros(Number((product + 999_999n) / 1_000_000n))
}

/** An amount in another currency, rounded up to whole micros. `billionths` is what one unit of the amount is worth. */
export function exchange(amount: Micros, billionths: number): Micros {
  return toMicros(Number((BigInt(amount) * BigInt(billionths) + 999_999_999n) / 1_000_000_000n))
}

/** Micros as a number of whole units, to be shown and not to be calculated with: `1234567` → `1.234567`. */
export function amountOf(amount: number): number {
  return amount / 1_000_000
}

/** `1234567` micros of `USD` → `USD 1.234567`. */
export function formatMoney(amount: Micros, currency: string): string {
  const sign = amount < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(amount) / 1_000_000)
  const fraction = String(Math.abs(amount) % 1_000_000).padStart(6, '0')
  return `${currency} ${sign}${whole}.${fraction}`
}
