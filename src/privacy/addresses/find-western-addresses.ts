import { allMatches } from '../../domain/text/all-matches.ts'

/** Where an address stands. */
export interface FoundAddress {
  readonly start: number
  readonly end: number
  readonly confidence: number
}

type TokenClass =
  | 'number'
  | 'street'
  | 'beginning'
  | 'ending'
  | 'unit'
  | 'military'
  | 'country'
  | 'region'
  | 'capital'
  | 'particle'
  | 'corner'
  | 'comma'
  | 'line'
  | 'other'

interface Token {
  readonly start: number
  readonly end: number
  readonly type: TokenClass
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words behind the name of a street. */
const streetWords = set(
  'street st avenue ave av road rd lane ln drive dr boulevard blvd court ct square sq way crescent cres terrace ter close garden gardens parkway pkwy highway hwy trail circle row mews grove hill alley loop plaza quay wharf rise parade esplanade turnpike route expressway pike bypass crossing heights coves cliffs ridges forges unions flats points lodge parks falls knoll knolls meadow meadows orchard spur utca útja út u tér tere köz ulice náměstí nám cesta trg väg terrasse sokak sok caddesi cad mahallesi streets place pl',
)
/** Words in front of it. */
const streetBeginnings = set(
  'via viale piazza piazzale corso vicolo rua avenida praça travessa rue chemin allée impasse quai calle paseo camino carrera carretera ronda ulica ul aleja strada bulevardul calea λεωφόρος πλατεία οδός улица ул проспект jalan jl avenue place plaza boulevard postbox',
)
const streetEnding =
  /(?:stra(?:ß|ss)e|str|gasse|weg|platz|allee|ufer|damm|gata|gatan|götu|gate|gaten|vägen|vej|veien|vegen|gade|stræde|katu|kuja|tie|polku|straat|laan|plein|gracht|kade|dijk|singel|steeg)$/u
/** The last letters of those, which few other words share. */
const lastLetters: ReadonlySet<number> = new Set([...'ergzmanujtkl'].map((letter) => letter.charCodeAt(0)))
const unitWords = set('apt apartment suite ste flat floor room rm unit box bldg building block psc cmr pobox')
const militaryWords = set('apo fpo dpo usns uss uscgc usnv usav usnm psc')
const particles = set(
  "de del della di da do dos das du des la le les los las el van von der den am an im zu zur zum auf sur sous i y e of the and on nad pod nan d'",
)
const countries = set(
  'usa uk us austria australia belgium brazil bulgaria canada chile china colombia croatia cyprus czech czechia denmark egypt estonia finland france germany greece greenland hungary iceland india indonesia ireland israel italy japan kenya latvia lithuania luxembourg macedonia malaysia malta mexico montenegro morocco netherlands nigeria norway pakistan peru philippines poland portugal romania russia serbia singapore slovakia slovenia spain sweden switzerland taiwan thailand tunisia turkey ukraine uruguay vietnam england scotland wales kingdom states zealand africa republic',
)
const noAddress = set(
  'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday am pm phone tel telephone mobile fax desk email e-mail website web url date time name version chapter section figure table page step article invoice order ticket iso rfc sha api http https today tomorrow yesterday i',
)
const abbreviations = set('apt ste st ave av rd ln dr blvd ct sq pl no nr str u ul nám sok cad fl rm p.o bldg hwy')

/** What speaks for an address in a run of words, numbers and commas; the sum must reach `enough`. */
const weights = {
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

const token =
  /(?<![\p{L}\d])[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![\p{L}\d])|\p{L}[\p{L}\p{M}'’]*(?:-[\p{L}\d]+)*|\d[\d]*[A-Za-z]?(?:[-/]\d{1,5}[A-Za-z]?)*(?![\p{L}\d])|\n|,|[^\s]/gu
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
  const tokens = tokensOf(text)
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

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { index, 0: written } of allMatches(text, token)) {
    const end = index + written.length
    const last = tokens.at(-1)
    if (written === '.' && last !== undefined && abbreviations.has(text.slice(last.start, last.end).toLowerCase()))
      continue
    if (written === '(' || written === ')') continue
    if ((last?.type ?? 'line') === 'line' && isMark(written)) continue
    const read = classOf(written)
    const type = read !== 'other' && isGlued(text, index, end) ? 'other' : read
    const follows = type === 'other' && last?.type === 'number' && streetBeginnings.has(written)
    tokens.push({ start: index, end, type: follows ? 'beginning' : type })
  }
  return tokens
}

const bullet = /^[^\p{L}\p{N}\n,.:;]$/u
const isMark = (written: string) => bullet.test(written)
const glue = /[\p{L}\p{N}_/=%#@+&$€£-]/u

/** Whether a word or number goes on in front of it or behind it: ids, paths, versions, sums. */
function isGlued(text: string, start: number, end: number): boolean {
  if (!/[\p{L}\p{N}]/u.test(text.charAt(start))) return false
  return (
    glue.test(text.charAt(start - 1)) || glue.test(text.charAt(end)) || /^(?:[.:]\d|%)/.test(text.slice(end, end + 2))
  )
}

const ukPostcode = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/

/** Words that say by themselves what they are in an address. */
const classOfWord: ReadonlyMap<string, TokenClass> = new Map([
  ...classed(particles, 'particle'),
  ...classed(streetWords, 'street'),
  ...classed(militaryWords, 'military'),
  ...classed(unitWords, 'unit'),
  ['corner', 'corner'] as const,
  ...classed(noAddress, 'other'),
])

function classed(words: ReadonlySet<string>, type: TokenClass): readonly (readonly [string, TokenClass])[] {
  return [...words].map((word) => [word, type])
}

function classOf(written: string): TokenClass {
  if (written === '\n') return 'line'
  if (written === ',') return 'comma'
  if (ukPostcode.test(written)) return 'number'
  if (/^\d/.test(written)) return /^\d{1,6}(?![\ds])/.test(written) ? 'number' : 'other'
  if (!/^\p{L}/u.test(written)) return 'other'
  const small = written.toLowerCase()
  const isCapital = small !== written && /^\p{Lu}/u.test(written)
  const known = classOfWord.get(small)
  const mayBegin = (isCapital || small === 'ul') && streetBeginnings.has(small)
  if (mayBegin && known !== 'other' && known !== 'unit' && known !== 'military') return 'beginning'
  if (known !== undefined) return known
  if (small.length > shortestEnding && hasStreetEnding(small)) return 'ending'
  if (!isCapital) return 'other'
  if (countries.has(small)) return 'country'
  return /^\p{Lu}{2,3}$/u.test(written) ? 'region' : 'capital'
}

const shortestEnding = 5

function hasStreetEnding(word: string): boolean {
  return lastLetters.has(word.charCodeAt(word.length - 1)) && streetEnding.test(word)
}

/** Whether a run goes on with a token; two empty lines end it. */
function belongs(tokens: readonly Token[], at: number): boolean {
  const type = tokens[at]?.type
  if (type === 'line') return !(tokens[at - 1]?.type === 'line' && tokens[at - 2]?.type === 'line')
  return type !== undefined && type !== 'other'
}

function addressIn(text: string, run: readonly Token[]): FoundAddress | undefined {
  const evidence = evidenceIn(run)
  if (evidence.length === 0) return undefined
  const first = startOf(run, evidence[0]?.from ?? 0)
  const last = throughTown(run, Math.max(...evidence.map(({ to }) => to)))
  const start = run[first]?.start ?? 0
  const context = contextAhead.test(text.slice(Math.max(0, start - contextReach), start)) ? weights.context : 0
  const score = evidence.reduce((sum, { weight }) => sum + weight, context)
  if (score < weights.enough) return undefined
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
function throughTown(run: readonly Token[], last: number): number {
  if (run[last + 1]?.type !== 'comma') return last
  let end = last + 1
  while (end + 1 < run.length && end - last <= longestTown && run[end + 1]?.type === 'capital') end += 1
  return end > last + 1 && end + 1 === run.length ? end : last
}

function endsAbbreviated(text: string, token: Token | undefined): boolean {
  return (
    token !== undefined &&
    token.type === 'street' &&
    abbreviations.has(text.slice(token.start, token.end).toLowerCase())
  )
}

interface Evidence {
  readonly from: number
  readonly to: number
  readonly weight: number
}

const isName = (type: TokenClass | undefined) =>
  type === 'capital' ||
  type === 'particle' ||
  type === 'region' ||
  type === 'country' ||
  type === 'street' ||
  type === 'ending'
/** How many words a street's name may have. */
const longestName = 6

function evidenceIn(run: readonly Token[]): readonly Evidence[] {
  const evidence: Evidence[] = []
  let parts = 0
  for (const [at, { type }] of run.entries()) {
    if (type === 'comma' || type === 'line') parts += 1
    else if (type === 'corner') evidence.push({ from: at, to: run.length - 1, weight: weights.corner })
    else if (type === 'military') evidence.push({ from: at, to: throughNumber(run, at), weight: weights.military })
    else if (type === 'unit') {
      const to = throughNumber(run, at)
      if (to > at) evidence.push({ from: at, to, weight: weights.unit })
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
    if (type === 'country') evidence.push({ from: at, to: at, weight: weights.country })
    if (type === 'region') evidence.push({ from: at, to: at, weight: weights.region })
    if (type === 'number' && digitsOf(run[at]) >= 4) {
      evidence.push({ from: at, to: at, weight: hasPostcode ? 0 : weights.postcode })
      hasPostcode = true
    }
  }
  if (parts > 1) evidence.push({ from, to: from, weight: weights.parts })
  return evidence.sort((left, right) => left.from - right.from)
}

const digitsOf = (one: Token | undefined) => (one === undefined ? 0 : one.end - one.start)

function throughNumber(run: readonly Token[], at: number): number {
  let to = at
  for (let next = at + 1; next < Math.min(run.length, at + 4); next += 1) {
    const type = run[next]?.type
    if (type === 'number') to = next
    else if (type !== 'comma' && type !== 'unit' && type !== 'region' && type !== 'capital') break
  }
  return to
}

/** A street with its number in front of its name or behind it. */
function streetAround(run: readonly Token[], at: number): Evidence | undefined {
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
    return from < at || to > at ? { from, to, weight: weights.namedStreet } : undefined
  }
  if (type === 'street' && from === at) return undefined
  return { from: numberBefore ?? from, to: Math.max(to, numberBehind ?? to), weight: weights.numberedStreet }
}

/** A number and a name: `Koskikatu 25`; between two numbers it is more likely a street. */
function nameBetween(run: readonly Token[], at: number): Evidence | undefined {
  let to = at + 1
  while (to < run.length && to - at <= longestName && isName(run[to]?.type)) to += 1
  const hasCapital = (start: number, end: number) =>
    run.slice(start, end).some((one) => one.type === 'capital' || one.type === 'ending')
  if (hasCapital(at + 1, to) && run[to]?.type === 'number') return { from: at, to, weight: weights.numberNameNumber }
  let from = at
  while (from > 0 && at - from < longestName && isName(run[from - 1]?.type)) from -= 1
  if (hasCapital(from, at)) return { from, to: at, weight: run[from - 1]?.type === 'number' ? 0 : weights.nameNumber }
  return hasCapital(at + 1, to) ? { from: at, to: to - 1, weight: weights.nameNumber } : undefined
}

/** Numbers in front of the first evidence belong to it, particles do not. */
function startOf(run: readonly Token[], from: number): number {
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
