import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, insideAddress, latinWords } from './cues.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** One way in which phone numbers are written, and what to think of something written so. */
interface Shape {
  readonly pattern: RegExp
  /** The number in a candidate, if it is one. */
  readonly judge: (candidate: Candidate) => Verdict | undefined
}

interface Candidate {
  readonly text: string
  readonly digits: string
  /** Whether a word ahead of it says that it is a phone number. */
  readonly isNamed: boolean
  /** Whether the label directly ahead of it says that it is another number. */
  readonly isIdentifier: boolean
  /** What follows, a few characters of it. */
  readonly after: string
  readonly folded: string
  readonly start: number
}

interface Verdict {
  /** Length of the number from the start of the candidate. */
  readonly length: number
  readonly confidence: number
}

const phoneWords =
  latinWords(
    'phones?|telephones?|tel|ph|mobiles?|mob|cell(?:phone)?s?|fax|desk|landline|hotline|helpline|switchboard|reception|whatsapp|wechat|viber|sms|pager|direct line|extension|contacts?|call(?:ed|ing)?|dial(?:l?ed|l?ing)?|text(?:ed)? (?:me )?(?:on|at)|reach(?:ed|able)?(?: (?:me|us|him|her|them))? (?:on|at|under|via)|answering (?:on|at)|(?:messages?|texts?) (?:to|from|on)',
  ) + '|[☎✆]|电话|手机|座机|固话|联系|热线|传真|致电|拨打|来电|打给|短信|总机|客服|微信'

const identifierWords =
  latinWords(
    'orders?|invoices?|tickets?|tracking|serial|isbn|issn|sku|contracts?|transactions?|batch|imei|article no|part (?:no|number)',
  ) + '|订单|工单|单号|发票|合同|序列号|流水|快递|运单|货号|批号|条码|信用代码'

const otherNumberWords = `${identifierWords}|${latinWords(
  'cases?|versions?|sections?|pages?|parts?|models?|refs?|reference|accounts?|acct|iban|cards?|ssn|social security|passport|licen[cs]e|tax|vat|amount|price|total|cost|zip|postcode|postal|dates?|born|dob|id|standard|iso|rfc|customer (?:no|number)|employee (?:no|number)|lot|po|bug|issue|pr|build|commit|since|until|from|between|year|in',
)}|编号|版本|型号|工号|学号|邮编|金额|价格|身份证|护照|卡号|账号|帐号|税号|日期|QQ|年`

const phoneCues = cues({ for: phoneWords })
/** For numbers that are phone numbers only because a word says so. */
const anyNumberCues = cues({ for: phoneWords, against: otherNumberWords })
const cueReach = 36
const nearReach = 16
const afterReach = 16

const phoneWordAfter =
  /^[ ,/\\–(-]{0,3}(?:office|fax|mobile|cell|phone|tel|direct|desk|办公|手机|座机|传真|电话)(?![a-z])/i
const filler = '(?: ?(?:numbers?|no\\.?|nr\\.?|id|is|at|on|me|us|him|her|them|back|号码|编号|号|是|为|[:=#]))*\\s?$'
const phoneLabel = new RegExp(`(?:${phoneWords})${filler}`, 'iu')
const identifierLabel = new RegExp(`(?:${identifierWords})${filler}|第$`, 'iu')
const amountAfter =
  /^\s?(?:[%‰元亿]|万[元人个件]|美元|人民币|公里|平方|字节|(?:bytes?|ms|[kmgt]b|usd|eur|cny|rmb|gbp|euros?|dollars?|pounds?|yuan|people|users|units|items|rows|records|tokens)(?![a-z]))/i

const notGlued = '(?<![A-Za-z0-9_]|\\d[.-]|[$€£¥#]|[+(])'
const notGluedBehind = '(?![A-Za-z0-9_]|[.-]\\d)'
const glueWords = '(?<=(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|wechat|weixin|wx|fax))'
const extension = '(?: ?(?:x|ext\\.?|extension|转|分机) ?:? ?\\d{1,6}|-\\d{1,4})?'
const wordExtension = '(?: ?(?:x|ext\\.?|extension|转|分机) ?:? ?\\d{1,6})?'

const shapes: readonly Shape[] = [
  // +49 89 99998 112, +46 (0)8 928 571 38
  {
    pattern: new RegExp(`(?<![A-Za-z0-9_+])\\(?\\+ ?\\(?\\d(?:[ ./()-]{0,3}\\d){6,16}${wordExtension}`, 'gi'),
    judge: judgeInternational,
  },
  // 0044 20 7946 0958, 011 44 20 7946 0958
  {
    pattern: new RegExp(`${notGlued}(?:00|011[ -])[ -]?[1-9](?:[ ./()-]{0,3}\\d){7,15}${wordExtension}`, 'gi'),
    judge: judgeInternational,
  },
  // 13812345678, 138 1234 5678, (+86) 138-1234-5678
  {
    pattern: new RegExp(
      `(?:${notGlued}|${glueWords})(?:\\(?(?:\\+ ?|00)?86\\)?[ -]{0,2})?\\(?1[3-9]\\d\\)?(?:[ -]?\\d){8}(?![A-Za-z0-9_]|\\.\\d)`,
      'gi',
    ),
    judge: judgeChineseMobile,
  },
  // 010-62345678, (021) 5888 8888-801, 0371-6532 1234 转 12
  {
    pattern: new RegExp(
      `${notGlued}(?:\\(0(?:10|2\\d|[3-9]\\d\\d)\\) ?|0(?:10|2\\d|[3-9]\\d\\d)[ -]{1,3})[1-9]\\d{2,3}[ -]?\\d{4}${extension}${notGluedBehind}`,
      'g',
    ),
    judge: (candidate) => unlessAnIdentifier(candidate, 0.88),
  },
  // 400-820-8820
  {
    pattern: new RegExp(`${notGlued}[48]00([ -])(?:\\d{3}\\1\\d{4}|\\d{4}\\1\\d{3})${notGluedBehind}`, 'g'),
    judge: (candidate) => unlessAnIdentifier(candidate, 0.85),
  },
  // 905-674-3793, (602) 272-9781, 1-905-674-3793 x12: the North American plan
  {
    pattern: new RegExp(
      `${notGlued}(?:(?:1|001)[ .-])?(?:\\([2-9]\\d{2}\\) ?-?[2-9]\\d{2}[ .-]|[2-9]\\d{2}([ .-])[2-9]\\d{2}\\1)\\d{4}${wordExtension}${notGluedBehind}`,
      'gi',
    ),
    judge: (candidate) => unlessAnIdentifier(candidate, candidate.text.includes('-') ? 0.85 : 0.7),
  },
  // 0117 496 0123, 01.84.17.61.18, (08) 8747 6301, 090-1234-5678, 0171 1234567: a trunk zero and groups
  {
    pattern: new RegExp(
      `${notGlued}(?:\\(0[1-9]\\d{0,3}\\) ?\\d{2,4}[ -]?\\d{3,4}|0[1-9]\\d{0,3}(?:( )\\d{2,4}(?: \\d{2,4}){1,3}|(?:\\.\\d\\d){4}|-\\d{3,4}-\\d{3,4}|[ /-]\\d{6,8}))${notGluedBehind}`,
      'g',
    ),
    judge: (candidate) =>
      candidate.digits.length < 9 || candidate.digits.length > 12 ? undefined : unlessAnIdentifier(candidate, 0.7),
  },
  // Any other number, if a word says so
  {
    pattern: new RegExp(`${notGlued}\\(?\\d(?:[ ./()-]{0,2}\\d){4,13}${wordExtension}${notGluedBehind}`, 'gi'),
    judge: judgeNamedNumber,
  },
]

/**
 * Phone numbers: international ones by the numbering plans of libphonenumber, Chinese mobile and
 * landline numbers, North American numbers and groups behind a trunk zero by their shape, all others
 * by a word next to them.
 */
export const phone: Recogniser = {
  kind: 'PHONE',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'Call «+44 20 7946 0958» now.',
      'Munich: «+49 89 99998 112», franziska',
      'fax «+46 (0)8 928 571 38»',
      '«0044 20 7946 0958» from abroad',
      '我的手机是«13812345678»。',
      '张伟«138-1234-5678»请回电',
      '联系人王芳«138 1234 5678»转告',
      '«+86 138 1234 5678»',
      '(«+8613812345678»)',
      '«0086-13812345678»',
      '电话：«１３８１２３４５６７８»',
      'Tel«13812345678»',
      '座机«010-62345678»',
      '总机«(021) 5888 8888-801»',
      '电话«13812345678»天天在线',
      '发票请寄给张三«13812345678»',
      '请拨打«0371-65321234转12»',
      '客服热线«400-820-8820»',
      'reach me at «905-674-3793»',
      '«(602) 272-9781» is the front desk',
      'Mobile: «259.735.7502x459»',
      'reception Bristol «0117 496 0123», open daily',
      'Appelez «01.84.17.61.18»',
      'Phone:\n«467 3395»\n',
      "They're not answering at «78 651 450»",
      '«416 60 039» office',
      'My phone number is «62889»',
      'from Russia: phone «8 (800) 123-45-67»',
      'phone «5403926876» is wrong',
    ],
    passes: [
      'Order 13812345678 has shipped.',
      '订单号13812345678',
      'Version 4.6.2.0, section 10.2.33',
      'Call us between 2024-05-17 and 2024-06-30.',
      'since 2019-2023',
      'Revenue was 13812345678元',
      'invoice 905-674-3793',
      'My SSN is 460-89-9847',
      'ISBN 0-306-40615-2',
      'ISBN 978-7-111-12345-6',
      'Ticket 467 3395',
      'It costs $138 1234 5678',
      'a total of 1 000 000 users',
      'GB/T 19001-2016 and ISO 9001:2015',
      'QQ 12345678',
      '手机号138123456789',
      '手机：12812345678',
      '手机号 128 1234 5678',
      'https://crm.example.com/contacts/2762526/lists',
      '发票号码 12345678',
      'call it at 10:30 on 17.05.2024',
      'id=a13812345678f',
      '3.13812345678',
    ],
  },
  find: findPhones,
  identityOf,
}

function findPhones({ folded }: SearchableText): readonly SensitiveSpan[] {
  return shapes.flatMap(({ pattern, judge }) =>
    allMatches(folded, pattern).flatMap(({ 0: text, index: start }): SensitiveSpan[] => {
      const candidate = candidateAt(folded, start, text)
      const isAmount = !candidate.isNamed && amountAfter.test(candidate.after)
      const verdict = isAmount ? undefined : judge(candidate)
      if (verdict === undefined) return []
      const number = text.slice(0, verdict.length)
      const opening = number.startsWith('(') && !number.includes(')') ? 1 : 0
      return [{ kind: 'PHONE', start: start + opening, end: start + verdict.length, confidence: verdict.confidence }]
    }),
  )
}

function candidateAt(folded: string, start: number, text: string): Candidate {
  const end = start + text.length
  return {
    text,
    digits: digitsOf(text),
    isNamed: cueBefore(folded, start, cueReach, phoneCues) === 'for',
    isIdentifier: identifierLabel.test(folded.slice(Math.max(0, start - cueReach), start)),
    after: folded.slice(end, end + afterReach),
    folded,
    start,
  }
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '')
}

function unlessAnIdentifier({ isNamed, isIdentifier, text }: Candidate, confidence: number): Verdict | undefined {
  return isIdentifier ? undefined : { length: text.length, confidence: isNamed ? 0.95 : confidence }
}

/** How many groups at the end may belong to something else that follows the number. */
const strayGroups = 2

function judgeInternational({ text }: Candidate): Verdict | undefined {
  const attempts = [text]
  for (let shorter = text; attempts.length <= strayGroups;) {
    shorter = shorter.replace(/[^\d]+\d+$/, '')
    if (shorter === attempts.at(-1) || digitsOf(shorter).length < 7) break
    attempts.push(shorter)
  }
  const parsed = attempts.map((attempt) => ({
    attempt,
    number: parsePhoneNumberFromString(internationalForm(attempt)),
  }))
  const valid = parsed.find(({ number }) => number?.isValid())
  if (valid !== undefined) return { length: valid.attempt.length, confidence: 0.95 }
  const possible = text.includes('+') ? parsed.find(({ number }) => number?.isPossible()) : undefined
  return possible && { length: possible.attempt.length, confidence: 0.75 }
}

/** With a plus, and without the trunk zero that some write in brackets behind the country code. */
function internationalForm(text: string): string {
  return `+${text.replace(/^\(?(?:\+ ?|00|011[ -])[ -]?/, '').replace('(0)', '')}`
}

const usualMobileGroups = /^(?:11|3-4-4|3-8|7-4|4-4-3|4-3-4|3-3-5|3-5-3|3-3-3-2)$/

function judgeChineseMobile(candidate: Candidate): Verdict | undefined {
  const { text, isNamed, after } = candidate
  const hasCountryCode = digitsOf(text).length > 11
  const groups = (text.match(/\d+/g) ?? []).map((group) => group.length).join('-')
  if (!hasCountryCode && !isNamed && !usualMobileGroups.test(groups)) return undefined
  if (groups.includes('-') && /^-\d/.test(after)) return undefined
  return unlessAnIdentifier(candidate, hasCountryCode ? 0.95 : 0.9)
}

const day = '(?:0?[1-9]|[12]\\d|3[01])'
const month = '(?:0?[1-9]|1[0-2])'
const date = new RegExp(
  `^(?:(?:19|20)\\d\\d([ ./-])${month}\\1${day}|(?:${day}([ ./-])${month}|${month}([ ./-])${day})(?:\\2|\\3)(?:(?:19|20)\\d\\d|\\d\\d(?![ ./-]?\\d)))(?!\\d)`,
)
const years = /^(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d$/
const compactDate = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
const sectionOrVersion = /^\d+(?:\.\d+)*\.\d(?:\.\d+)*$|^\d\.[\d.]+$/
/** Shorter numbers follow the word directly, as in `phone number is 62889`. */
const ordinary = 7
const sentenceEnds = /[.!?。！？] [^:]*$/
const longestUnbroken = 12

function judgeNamedNumber(candidate: Candidate): Verdict | undefined {
  const { text, digits, after, folded, start } = candidate
  if (date.test(text) || years.test(text) || compactDate.test(text) || sectionOrVersion.test(text)) return undefined
  const unbroken = digits.length === text.length
  if (unbroken && digits.length > longestUnbroken) return undefined
  if ((unbroken || groupsOfMobile.test(text)) && isMistypedMobile(candidate)) return undefined
  const before = folded.slice(Math.max(0, start - cueReach), start)
  if (digits.length < ordinary || insideAddress(folded, start))
    return phoneLabel.test(before) ? { length: text.length, confidence: 0.7 } : undefined
  const cue = cueBefore(folded, start, cueReach, anyNumberCues)
  if (cue === 'for' && !sentenceEnds.test(before.slice(-nearReach))) return { length: text.length, confidence: 0.8 }
  const namedBehind = cue === undefined && phoneWordAfter.test(after)
  const longEnough = unbroken ? digits.length >= 9 : digits.length >= ordinary
  return namedBehind && longEnough ? { length: text.length, confidence: 0.7 } : undefined
}

const groupsOfMobile = /^[1-9]\d{2}[ -]\d{4}[ -]\d{4}/
const mobileLabel = /手机[^\d\n]{0,8}$/

/** A mobile number in China has eleven digits and begins with 13 to 19: a shape of its own, and no other. */
function isMistypedMobile({ digits, folded, start }: Candidate): boolean {
  return digits.length > 8 && mobileLabel.test(folded.slice(Math.max(0, start - nearReach), start))
}

const chineseMobile = /^(?:(?:\+|00)?86)?(1[3-9]\d{9})$/

/** Digits, with an international prefix as `+` and Chinese mobile numbers as international ones. */
function identityOf(value: string): string {
  const [number = '', ...extensions] = value.toLowerCase().split(/x|ext\.?|extension|转|分机/)
  const dialled = number
    .replace(/\(0\)/, '')
    .replaceAll(/[^\d+]/g, '')
    .replace(/^(?:00|011(?=\d{11}))/, '+')
  const mobile = chineseMobile.exec(dialled)?.[1]
  const suffix = extensions
    .map(digitsOf)
    .filter(Boolean)
    .map((digits) => `x${digits}`)
    .join('')
  return (mobile === undefined ? dialled : `+86${mobile}`) + suffix
}
