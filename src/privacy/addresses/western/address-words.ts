/** What a word, a number or a mark may be in an address. */
export type AddressWord =
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

const ukPostcode = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/

/** Words that say by themselves what they are in an address. */
const classOfWord: ReadonlyMap<string, AddressWord> = new Map([
  ...classed(particles, 'particle'),
  ...classed(streetWords, 'street'),
  ...classed(militaryWords, 'military'),
  ...classed(unitWords, 'unit'),
  ['corner', 'corner'] as const,
  ...classed(noAddress, 'other'),
])

/** Whether a point behind it is part of it. */
export const isAbbreviation = (written: string) => abbreviations.has(written.toLowerCase())
/** Whether it goes in front of the name of a street in small letters too, behind a number. */
export const beginsStreet = (written: string) => streetBeginnings.has(written)

function classed(words: ReadonlySet<string>, type: AddressWord): readonly (readonly [string, AddressWord])[] {
  return [...words].map((word) => [word, type])
}

/** What something is by itself, whatever stands beside it. */
export function addressWordOf(written: string): AddressWord {
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
