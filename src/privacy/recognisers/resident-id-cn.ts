import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import { mod112Holds } from './clues/iso-7064.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** First two digits of GB/T 2260 codes: provinces, 81–83 for residents from Hong Kong, Macao and Taiwan, 9 for foreigners. */
const provinces = '1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91'
const gap = '[ \\n-]?'

/**
 * Eighteen characters that may be spaced or wrapped anywhere, not glued to other Latin letters or digits.
 * A lookahead, so that a number in front does not hide the next.
 */
const currentForm = new RegExp(
  `(?<![A-Za-z0-9_]|[0-9][.])(?=((?:${provinces})(?:${gap}[0-9]){15}${gap}[0-9Xx])(?![A-Za-z0-9_]|[.][0-9]))`,
  'g',
)
const oldForm = new RegExp(`(?<![A-Za-z0-9_.-])(?=((?:${provinces})[0-9]{13})(?![A-Za-z0-9_]|[.-][0-9]))`, 'g')

const cueReach = 24

const idCues = cues({
  for:
    latinWords('id|id ?cards?|identity|identification|resident|citizen') +
    '|身份证|居民证|公民身份|证件|证号|身份号码|身份号|户口|户籍',
  against: latinWords('imei|order|tracking') + '|订单|运单|单号|卡号|账号',
})

/** Chinese resident identity numbers, GB 11643-1999: eighteen characters with a check, or the old fifteen digits. */
export const residentIdCn: Recogniser = {
  kind: 'RESIDENT_ID_CN',
  languages: ['zh', 'en'],
  examples: {
    matches: [
      '身份证号«11010519491231002X»',
      '我的身份证是«11010519491231002x»，请核对',
      '张三«440882199102104195»已登记',
      'ID card «440882199102104195»',
      '证件号码：«１１０１０５１９４９１２３１００２Ｘ»',
      '«110105 19491231 002X»',
      '«110105-19491231-002X»',
      '«1101 0519 4912 3100 2X»',
      '台湾居民«830000198802110027»',
      '身份证（旧）：«431389760616601»',
    ],
    passes: [
      '身份证号110105194912310021',
      '身份证号110105199013011234',
      '身份证号990105194912310029',
      '流水号1101051949123100211',
      '431389760616601',
      '订单431389760616601',
      'hash a11010519491231002Xf',
    ],
  },
  find: findResidentIds,
  identityOf: (value) => value.replaceAll(/[^\dXx]/g, '').toUpperCase(),
}

function findResidentIds({ folded }: SearchableText): readonly SensitiveSpan[] {
  const current = candidates(folded, currentForm).filter(({ text }) => isResidentId(text))
  const old = candidates(folded, oldForm)
    .filter(({ text }) => isDate(`19${text.slice(6, 12)}`))
    .filter(({ start }) => cueBefore(folded, start, cueReach, idCues) === 'for')
  return [...current.map((found) => spanOf(found, 0.99)), ...old.map((found) => spanOf(found, 0.85))]
}

interface Candidate {
  readonly start: number
  readonly text: string
}

function candidates(folded: string, form: RegExp): readonly Candidate[] {
  return allMatches(folded, form).map((match) => ({ start: match.index, text: match[1] ?? '' }))
}

function spanOf({ start, text }: Candidate, confidence: number): SensitiveSpan {
  return { kind: 'RESIDENT_ID_CN', start, end: start + text.length, confidence }
}

function isResidentId(text: string): boolean {
  const characters = text.replaceAll(/[^\dXx]/g, '').toUpperCase()
  return isDate(characters.slice(6, 14)) && mod112Holds(characters)
}

/** Whether `yyyymmdd` is a day between 1850 and 2099 that the calendar has. */
function isDate(digits: string): boolean {
  const year = Number(digits.slice(0, 4))
  const month = Number(digits.slice(4, 6))
  const day = Number(digits.slice(6, 8))
  if (year < 1850 || year > 2099 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}
