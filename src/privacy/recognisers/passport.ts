import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Up to two letters, six to nine digits, perhaps a letter: what ICAO 9303 leaves room for and most countries use. */
const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('[A-Z]{0,3} ?\\d{6,9}[A-Z]?'), named: 0.85 },
  {
    pattern: standingAlone('[A-Za-z]{1,2}\\d{6,8}|[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}'),
    holds: (text) => /\d{2}/.test(text),
    named: 0.8,
  },
]

const words = cues({
  for: latinWords('passports?(?: (?:numbers?|no))?|passeport|reisepass(?:nummer)?|pasaporte|passaporto') + '|护照|護照',
  against:
    latinWords('orders?|invoices?|phone|tel|mobile|fax|visa no|ssn|account|dated?|issued|expir\\w+') +
    '|订单|电话|手机|签发|有效期|账号|身份证',
})

const findNamed = findNumbers('PASSPORT', shapes, words, 40)

/** The two lines of the machine readable zone (ICAO 9303 part 4); the second may be missing. */
const machineReadable = /(?<![A-Z0-9<])P[A-Z<][A-Z]{3}[A-Z<]{39}(?:\s{1,2}[A-Z0-9<]{44})?(?![A-Z0-9<])/g

/** Passport numbers behind a word for passport, and machine readable zones. */
export const passport: Recogniser = {
  kind: 'PASSPORT',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'passport no. «E12345678»',
      'My passport number is «533380006», issued in London.',
      '护照号：«EA1234567»',
      '护照号码«Ｇ１２３４５６７８»已过期',
      'Reisepass «C01X00T47»',
      '«E12345678» is my passport number',
      'US passport «A12345678»',
      '«P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10»',
    ],
    passes: [
      'A passport is needed for travel in 2026.',
      'passport office, order 12345678',
      'part E12345678',
      '护照办理电话 62345678',
      'passport valid for 6 months after 2026-05-17',
      'Passport photos: 35 x 45 mm',
    ],
  },
  find: findPassports,
  identityOf: charactersOf,
}

function findPassports(text: SearchableText): readonly SensitiveSpan[] {
  const zones = allMatches(text.folded, machineReadable).map(({ index, 0: zone }) => ({
    kind: 'PASSPORT' as const,
    start: index,
    end: index + zone.length,
    confidence: 0.97,
  }))
  return [...zones, ...findNamed(text)]
}
