import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

/** The check of American routing numbers: weights 3, 7 and 1. */
function routingNumberHolds(digits: string): boolean {
  const weights = [3, 7, 1]
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0), 0)
  return sum % 10 === 0 && /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(digits)
}

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('\\d{6,21}'), named: 0.75 },
  {
    pattern: standingAlone('\\d{2,6}(?:[ -]\\d{2,8}){1,5}'),
    holds: (digits) => digits.length >= 8 && digits.length <= 21,
    named: 0.7,
  },
]
const accountWords = cues({
  for:
    latinWords(
      '(?:bank )?(?:account|acct|a/c) ?(?:numbers?|no|nr|#)|(?:bank|savings|checking|current|giro|deposit|our|my|his|her|their) (?:account|acct)|iban|konto(?:nummer|nr)?|sort code|(?:account|acct)(?= ?[:#=])',
    ) + '|银行[账帐][号户]|对公[账帐][号户]|[收付汇]款[账帐][号户]|[账帐]号|[账帐]户(?:号码?)?|户头|公积金账[号户]',
  against:
    latinWords(
      '(?:user|login|e-?mail|twitter|wechat|customer|github|service) (?:account|acct)(?: (?:ids?|numbers?|no))?|orders?|invoices?|tickets?|phone|mobile|tel|fax|since|until|dated?|amount|total|balance|case|ssn',
    ) +
    '|(?:登[录陆]|用户|微信|QQ|游戏|支付宝|会员|邮箱)\\s?[账帐][号户]|余额|金额|订单|发票|电话|手机|日期|身份证|工单',
})
const findAccounts = findNumbers('BANK_ACCOUNT', shapes, accountWords, 28)

const routingShapes: readonly NumberShape[] = [
  { pattern: standingAlone('\\d{9}'), holds: routingNumberHolds, named: 0.9 },
  // British sort codes
  { pattern: standingAlone('\\d{2}([ -])\\d{2}\\1\\d{2}'), named: 0.85 },
  { pattern: standingAlone('\\d{6}'), named: 0.7 },
]
const routingWords = cues({
  for:
    latinWords('(?:aba|routing|transit)(?: (?:numbers?|no))?|rtn|sort ?codes?|blz|bankleitzahl|bsb') +
    '|路由号码?|联行号',
  against: latinWords('account|acct|phone|date') + '|账号|日期',
})
const findRouting = findNumbers('BANK_ACCOUNT', routingShapes, routingWords, 24)

/** National bank account numbers, routing numbers and sort codes behind a word that says what they are. */
export const bankAccount: Recogniser = {
  kind: 'BANK_ACCOUNT',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'account number: «12345678»',
      'My bank account is «0532 013 000».',
      'acct no «000123456789»',
      'routing number «021000021»',
      'sort code «20-00-00»',
      '对公账号：«11014567890123»，户名科文科技',
      '账号«1100 1234 5678 90»，开户行工商银行',
      '收款账户：«４４０５０１６３８０３２»',
      'Kontonummer «532013000»',
    ],
    passes: [
      'account 2024',
      'The account was opened in 2024.',
      'user account 12345678',
      '微信账号 12345678',
      '账号余额 12345678 元',
      'order 12345678',
      'routing number 021000022',
      'They took into account 1,234,567 answers.',
    ],
  },
  find: (text) => [...findAccounts(text), ...findRouting(text)],
  identityOf: charactersOf,
}
