import { formatMoney, toMicros } from '../domain/money.ts'
import { type MeasureName, measures } from './measures.ts'

/** A measure's value for people: `0.912`, `187 ms`, `EUR 0.001200`. */
export function measureText(name: MeasureName, value: number, currency: string): string {
  const { unit } = measures[name]
  if (unit === 'share') return value.toFixed(3)
  if (unit === 'ms') return `${Math.round(value)} ms`
  if (unit === 'tokens') return `${value.toFixed(1)} tokens`
  return formatMoney(toMicros(Math.round(value)), currency)
}

/** A difference with its sign: `+0.021`, `−12 ms`. */
export function differenceText(name: MeasureName, difference: number, currency: string): string {
  const text = measureText(name, Math.abs(difference), currency)
  if (text === measureText(name, 0, currency)) return text
  return `${difference < 0 ? '−' : '+'}${text}`
}
