import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import { digitWindows, groupingOf, isLoose, type DigitWindow } from './clues/digit-windows.ts'
import { luhnHolds } from './clues/luhn.ts'
import { hasInternationalIssuer } from './payment-card.ts'
import type { Recogniser } from './recogniser.ts'

/** UnionPay's ranges, and those it issues with Discover: ISO/IEC 7812 numbers that begin so. */
const unionPay = /^(?:62|81[0-7])/
const certainLengths = { least: 16, most: 19 }
const shortest = 14
const cueReach = 32

/** Words that make a UnionPay number a card although its check digit fails, as it does on some real cards. */
const accountCues = cues({
  for:
    latinWords(
      'union ?pay|bank ?cards?|debit ?cards?|card (?:number|no)|cards?|bank account|account (?:number|no)|transfer|payee|pay(?:ment)?s?|refunds?',
    ) + '|卡|银联|账号|帐号|账户|帐户|户头|银行|开户|转账|转帐|打款|汇款|收款|付款|支付|退款|工资',
  against: latinWords('order|invoice|tracking|ticket|serial') + '|订单|单号|发票|流水|运单|快递|序列号|身份证',
})

/** Words that make any number of a card's length a bank card: older cards begin with other digits. */
const bankCardCues = cues({
  for: latinWords('bank ?cards?|union ?pay') + '|银行卡|银行[账帐][号户]|储蓄卡|借记卡|工资卡|社保卡|银联卡|卡号',
  against:
    latinWords('order|invoice|tracking|ticket|serial') + '|订单|单号|发票|流水|运单|快递|序列号|身份证|会员卡|门禁卡',
})

/** Chinese bank cards: UnionPay numbers, and others that are said to be one. */
export const bankCardCn: Recogniser = {
  kind: 'BANK_CARD_CN',
  languages: ['zh', 'en'],
  examples: {
    matches: [
      '«6212345678901232»',
      '请汇到«6212345678901232»，谢谢',
      '卡号：«6282001509099283»',
      '我的银行卡号是«6221558812340000»，开户行招商银行',
      '银行卡号：«６２２１ ５５８８ １２３４ ００００»',
      '账号«6288997715452584»转账失败',
      'unionpay card no. «6269992058134322»',
      'Pay it to my bank card «6240 0086 3140 1148» please.',
      '«6269 9920 5813 4322» 已挂失',
      '储蓄卡«9558801502108888885»',
      '工资卡卡号：«62123456789002»',
    ],
    passes: [
      '6221558812340000',
      '订单号6221558812340000',
      'Order 6221558812340000 has shipped.',
      '运单 6221 5588 1234 0000',
      'card 4111111111111111',
      '卡号 4111111111111112',
      '银行卡号是多少位？16到19位。',
      '卡号 123456789012345678901',
    ],
  },
  find: findBankCards,
  identityOf: (value) => value.replaceAll(/\D/g, ''),
}

function findBankCards({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const window of digitWindows(folded, shortest, certainLengths.most)) {
    const confidence = confidenceIn(window, folded)
    if (confidence > 0) spans.push({ kind: 'BANK_CARD_CN', start: window.start, end: window.end, confidence })
  }
  return spans
}

const inFours = /^4-4-4-4(?:-[1-3])?$/
/** How many spaces and hyphens the number may hold: more of them are a table. */
const mostSeparators = 8

function confidenceIn(window: DigitWindow, folded: string): number {
  if (window.end - window.start - window.digits.length > mostSeparators) return 0
  const usualLength = window.digits.length >= certainLengths.least
  if (unionPay.test(window.digits)) return confidenceInUnionPay(window, folded, usualLength)
  if (!usualLength || window.digits.startsWith('0') || hasInternationalIssuer(window.digits)) return 0
  if (cueBefore(folded, window.start, cueReach, bankCardCues) !== 'for') return 0
  return luhnHolds(window.digits) ? 0.75 : 0.6
}

function confidenceInUnionPay(window: DigitWindow, folded: string, usualLength: boolean): number {
  const checked = luhnHolds(window.digits)
  const cue = cueBefore(folded, window.start, cueReach, accountCues)
  if (cue === 'for' && (usualLength || checked)) return checked ? 0.98 : 0.85
  if (!usualLength || isLoose(folded, window)) return 0
  if (checked) return 0.92
  return cue === undefined && inFours.test(groupingOf(folded, window)) ? 0.7 : 0
}
