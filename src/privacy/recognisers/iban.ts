import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { mod9710Holds } from './clues/iso-7064.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Length of an IBAN for each country of the SWIFT IBAN registry (ISO 13616). */
const lengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
}

const beginning = /(?<![A-Za-z0-9_])(?:IBAN)?([A-Za-z]{2})[ -]?[0-9]{2}/g
const goesOn = /^[A-Za-z0-9_]/

/** International bank account numbers, ISO 13616: country, length, and check digits by ISO/IEC 7064 MOD 97-10. */
export const iban: Recogniser = {
  kind: 'IBAN',
  languages: 'any',
  examples: {
    matches: [
      'IBAN «DE89370400440532013000»',
      'IBAN: «GB82 WEST 1234 5698 7654 32» is ours.',
      'my iban is «gb82west12345698765432»',
      '汇款至«FR1420041010050500013M02606»即可',
      'Konto «CH93-0076-2011-6238-5295-7»',
      'IBAN«NO9386011117947»',
      '«ＤＥ８９３７０４００４４０５３２０１３０００»',
    ],
    passes: [
      'IBAN DE89370400440532013001',
      'GB82 WEST 1234 5698 7654',
      'XDE89370400440532013000',
      'DE893704004405320130001',
      'Form AB12 is needed by 31 December 2026, says the office.',
    ],
  },
  find: findIbans,
  identityOf: (value) => value.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase(),
}

function findIbans({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const match of allMatches(folded, beginning)) {
    const [whole, country = ''] = match
    const start = match.index + (whole.length - whole.replace(/^IBAN/, '').length)
    const end = endOf(folded, start, lengths[country.toUpperCase()] ?? 0)
    if (end === undefined || !checkHolds(folded.slice(start, end))) continue
    spans.push({ kind: 'IBAN', start, end, confidence: 0.99 })
  }
  return spans
}

/** Behind as many letters and digits as an IBAN has, with at most one space, hyphen or line end between two. */
function endOf(text: string, start: number, length: number): number | undefined {
  const most = text.slice(start, start + length * 2)
  const exact = new RegExp(`^(?:[A-Za-z0-9][ \\n-]?){${Math.max(0, length - 1)}}[A-Za-z0-9]`).exec(most)
  if (length === 0 || exact === null) return undefined
  const end = start + exact[0].length
  return goesOn.test(text.slice(end, end + 1)) ? undefined : end
}

function checkHolds(text: string): boolean {
  const characters = text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()
  return mod9710Holds(characters.slice(4) + characters.slice(0, 4))
}
