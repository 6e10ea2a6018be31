import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** ISO 3166 codes of countries. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK ' +
    'CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN ' +
    'GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI ' +
    'LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM ' +
    'PA PE PF PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG ' +
    'TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WS XK YE ZA ZM ZW'
  ).split(' '),
)

const code = '[A-Z]{4} ?[A-Z]{2} ?[A-Z0-9]{2}(?: ?[A-Z0-9]{3})?'
/** Letters alone may be a word in capitals, unless a label stands directly ahead. */
const directlyLabelled = '(?<=(?:[Cc]odes?|CODES?|BIC|bic|代码|[:=]|\\bis|[为是])\\s{0,2})'
const hasCountry = (characters: string) => countries.has(characters.slice(4, 6))

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone(code), holds: (characters) => /\d/.test(characters) && hasCountry(characters), named: 0.9 },
  { pattern: standingAlone(directlyLabelled + code), holds: hasCountry, named: 0.9 },
]

const words = cues({
  for:
    latinWords('swift(?:[ /-]?bic)?(?: ?codes?)?|bic(?:[ /-]?swift)?(?: ?codes?)?|bank identifier codes?') +
    '|银行国际代码|国际代码|SWIFT',
  against: latinWords('iban|account'),
})

/** Business identifier codes of banks, ISO 9362, behind a word that says so: many capital words have their shape. */
export const swiftBic: Recogniser = {
  kind: 'SWIFT_BIC',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'SWIFT: «DEUTDEFF500»',
      'BIC «COBADEFFXXX», please',
      'SWIFT代码：«ICBKCNBJ»',
      '银行国际代码«ＢＫＣＨＣＮＢＪ»',
      'swift code is «HSBCHKHH»',
    ],
    passes: [
      'the SWIFT network is used',
      'BIC COBAQQFF',
      'The SWIFT code is required.',
      'DOCUMENT',
      'SWIFT CONCERTS',
      'ICBKCNBJ',
    ],
  },
  find: findNumbers('SWIFT_BIC', shapes, words, 20),
  identityOf: charactersOf,
}
