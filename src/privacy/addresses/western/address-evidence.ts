import type { AddressToken } from './address-tokens.ts'
import type { AddressWord } from './address-words.ts'

/** What speaks for an address in a run of words, numbers and commas; the sum must reach `enough`. */
export const addressWeights = {
  enough: 2,
  numberedStreet: 2,
  namedStreet: 0.6,
  unit: 1.3,
  military: 2,
  corner: 2,
  numberNameNumber: 1.2,
  nameNumber: 0.5,
  postcode: 0.6,
  country: 0.5,
  region: 0.3,
  parts: 0.3,
  context: 1.2,
}

export interface Evidence {
  readonly from: number
  readonly to: number
  readonly weight: number
}

const isName = (type: AddressWord | undefined) =>
  type === 'capital' ||
  type === 'particle' ||
  type === 'region' ||
  type === 'country' ||
  type === 'street' ||
  type === 'ending'
/** How many words a street's name may have. */
const longestName = 6

export function evidenceIn(run: readonly AddressToken[]): readonly Evidence[] {
  const evidence: Evidence[] = []
  let parts = 0
  for (const [at, { type }] of run.entries()) {
    if (type === 'comma' || type === 'line') parts += 1
    else if (type === 'corner') evidence.push({ from: at, to: run.length - 1, weight: addressWeights.corner })
    else if (type === 'military')
      evidence.push({ from: at, to: throughNumber(run, at), weight: addressWeights.military })
    else if (type === 'unit') {
      const to = throughNumber(run, at)
      if (to > at) evidence.push({ from: at, to, weight: addressWeights.unit })
    } else if (type === 'street' || type === 'ending' || type === 'beginning') {
      const street = streetAround(run, at)
      if (street !== undefined) evidence.push(street)
    } else if (type === 'number') {
      const name = nameBetween(run, at)
      if (name !== undefined) evidence.push(name)
    }
  }
  if (evidence.length === 0) return []
  const from = Math.min(...evidence.map((one) => one.from))
  let hasPostcode = false
  for (const [at, { type }] of run.entries()) {
    if (at <= from) continue
    if (type === 'country') evidence.push({ from: at, to: at, weight: addressWeights.country })
    if (type === 'region') evidence.push({ from: at, to: at, weight: addressWeights.region })
    if (type === 'number' && digitsOf(run[at]) >= 4) {
      evidence.push({ from: at, to: at, weight: hasPostcode ? 0 : addressWeights.postcode })
      hasPostcode = true
    }
  }
  if (parts > 1) evidence.push({ from, to: from, weight: addressWeights.parts })
  return evidence.sort((left, right) => left.from - right.from)
}

const digitsOf = (one: AddressToken | undefined) => (one === undefined ? 0 : one.end - one.start)

function throughNumber(run: readonly AddressToken[], at: number): number {
  let to = at
  for (let next = at + 1; next < Math.min(run.length, at + 4); next += 1) {
    const type = run[next]?.type
    if (type === 'number') to = next
    else if (type !== 'comma' && type !== 'unit' && type !== 'region' && type !== 'capital') break
  }
  return to
}

/** A street with its number in front of its name or behind it. */
function streetAround(run: readonly AddressToken[], at: number): Evidence | undefined {
  const type = run[at]?.type
  let from = at
  while (from > 0 && at - from < longestName && isName(run[from - 1]?.type)) from -= 1
  let to = at
  if (type === 'beginning') while (to + 1 < run.length && to - at < longestName && isName(run[to + 1]?.type)) to += 1
  while (to > at && run[to]?.type === 'particle') to -= 1
  while (from < at && run[from]?.type === 'particle') from += 1
  const numberBefore =
    run[from - 1]?.type === 'number'
      ? from - 1
      : run[from - 1]?.type === 'comma' && run[from - 2]?.type === 'number'
        ? from - 2
        : undefined
  const behind = run[to + 1]?.type === 'comma' ? to + 2 : to + 1
  const numberBehind = run[behind]?.type === 'number' ? behind : undefined
  if (numberBefore === undefined && numberBehind === undefined) {
    return from < at || to > at ? { from, to, weight: addressWeights.namedStreet } : undefined
  }
  if (type === 'street' && from === at) return undefined
  return { from: numberBefore ?? from, to: Math.max(to, numberBehind ?? to), weight: addressWeights.numberedStreet }
}

/** A number and a name: `Koskikatu 25`; between two numbers it is more likely a street. */
function nameBetween(run: readonly AddressToken[], at: number): Evidence | undefined {
  let to = at + 1
  while (to < run.length && to - at <= longestName && isName(run[to]?.type)) to += 1
  const hasCapital = (start: number, end: number) =>
    run.slice(start, end).some((one) => one.type === 'capital' || one.type === 'ending')
  if (hasCapital(at + 1, to) && run[to]?.type === 'number')
    return { from: at, to, weight: addressWeights.numberNameNumber }
  let from = at
  while (from > 0 && at - from < longestName && isName(run[from - 1]?.type)) from -= 1
  if (hasCapital(from, at))
    return { from, to: at, weight: run[from - 1]?.type === 'number' ? 0 : addressWeights.nameNumber }
  return hasCapital(at + 1, to) ? { from: at, to: to - 1, weight: addressWeights.nameNumber } : undefined
}
