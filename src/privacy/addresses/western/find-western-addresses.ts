import type { FoundAddress } from '../found-address.ts'
import { addressWeights, evidenceIn } from './address-evidence.ts'
import { type AddressToken, addressTokens } from './address-tokens.ts'
import { isAbbreviation } from './address-words.ts'

const contextAhead =
  /(?:address(?:es)?|live[sd]?|living|located|deliver(?:ed|y)?|ships?|send|sent|mail|meet|drops?|return|moved?|taxi|office|restaurant|house|home|reside[sd]?|residence|enter|visit|resident|stay(?:ing)?)\b[^.!?\n]{0,60}$/iu
const contextReach = 80
/** Addresses longer than this are several. */
const mostTokens = 36

/**
 * Postal addresses in Latin script (and Greek and Cyrillic): a street with its number, a unit, a military post box or a
 * corner, together with towns, regions, postcodes and countries around it, over several lines.
 */
export function findWesternAddresses(text: string): readonly FoundAddress[] {
  const found: FoundAddress[] = []
  const tokens = addressTokens(text)
  for (let first = 0; first < tokens.length;) {
    let last = first
    while (last < tokens.length && last - first < mostTokens && belongs(tokens, last)) last += 1
    if (last > first + 1) {
      const address = addressIn(text, tokens.slice(first, last))
      if (address !== undefined) found.push(address)
    }
    first = Math.max(last, first + 1)
  }
  return found
}

/** Whether a run goes on with a token; two empty lines end it. */
function belongs(tokens: readonly AddressToken[], at: number): boolean {
  const type = tokens[at]?.type
  if (type === 'line') return !(tokens[at - 1]?.type === 'line' && tokens[at - 2]?.type === 'line')
  return type !== undefined && type !== 'other'
}

function addressIn(text: string, run: readonly AddressToken[]): FoundAddress | undefined {
  const evidence = evidenceIn(run)
  if (evidence.length === 0) return undefined
  const first = startOf(run, evidence[0]?.from ?? 0)
  const last = throughTown(run, Math.max(...evidence.map(({ to }) => to)))
  const start = run[first]?.start ?? 0
  const context = contextAhead.test(text.slice(Math.max(0, start - contextReach), start)) ? addressWeights.context : 0
  const score = evidence.reduce((sum, { weight }) => sum + weight, context)
  if (score < addressWeights.enough) return undefined
  const end = run[last]?.end ?? start
  return {
    start,
    end: text.charAt(end) === '.' && endsAbbreviated(text, run[last]) ? end + 1 : end,
    confidence: Math.min(0.95, 0.5 + score / 10),
  }
}

/** How many words the name of a town may have. */
const longestTown = 3

/** A town behind a comma ends an address that nothing else follows. */
function throughTown(run: readonly AddressToken[], last: number): number {
  if (run[last + 1]?.type !== 'comma') return last
  let end = last + 1
  while (end + 1 < run.length && end - last <= longestTown && run[end + 1]?.type === 'capital') end += 1
  return end > last + 1 && end + 1 === run.length ? end : last
}

function endsAbbreviated(text: string, token: AddressToken | undefined): boolean {
  return token !== undefined && token.type === 'street' && isAbbreviation(text.slice(token.start, token.end))
}

/** Numbers in front of the first evidence belong to it, particles do not. */
function startOf(run: readonly AddressToken[], from: number): number {
  let first = from
  while (
    first > 0 &&
    (run[first - 1]?.type === 'number' || (run[first - 1]?.type === 'line' && run[first - 2]?.type === 'number'))
  )
    first -= 1
  while (first < from && run[first]?.type !== 'number') first += 1
  while (run[first]?.type === 'particle' && run[first + 1]?.type !== 'corner') first += 1
  return first
}
