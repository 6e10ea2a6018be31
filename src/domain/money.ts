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

/**
 * The cost of a number of tokens at a price per million tokens. Rounded up, so that a fraction of a
 * micro is never lost: `tokens × price / 1e6`, with the price in micros.
 */
export function costOfTokens(tokens: number, microsPerMillion: Micros): Micros {
  const product = BigInt(tokens) * BigInt(microsPerMillion)
  return toMicros(Number((product + 999_999n) / 1_000_000n))
}

/** `1234567` micros of `USD` → `USD 1.234567`. */
export function formatMoney(amount: Micros, currency: string): string {
  const sign = amount < 0 ? '-' : ''
  const whole = Math.trunc(Math.abs(amount) / 1_000_000)
  const fraction = String(Math.abs(amount) % 1_000_000).padStart(6, '0')
  return `${currency} ${sign}${whole}.${fraction}`
}
