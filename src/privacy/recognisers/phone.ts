import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { candidateAt, digitsOf } from './phone/phone-candidate.ts'
import { phoneShapes } from './phone/phone-shapes.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const amountAfter =
  /^\s?(?:[%‰元亿]|万[元人个件]|美元|人民币|公里|平方|字节|(?:bytes?|ms|[kmgt]b|usd|eur|cny|rmb|gbp|euros?|dollars?|pounds?|yuan|people|users|units|items|rows|records|tokens)(?![a-z]))/i

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
  return phoneShapes.flatMap(({ pattern, judge }) =>
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
