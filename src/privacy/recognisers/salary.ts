import type { SensitiveSpan } from '../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../searchable-text.ts'
import { cueBefore, cues, latinWords } from './clues/cues.ts'
import { speaksOfPerson } from './clues/person-nearby.ts'
import type { Recogniser } from './recogniser.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const currency = '(?:[$€£¥]|(?:usd|eur|gbp|chf|cny|rmb|hkd|jpy|us\\$|hk\\$)(?![a-z]))'
const unit =
  '(?:\\s?(?:k(?![a-z])|万元?|千元?|元|块|美元|欧元|港币|人民币)|\\s?(?:usd|eur|gbp|chf|cny|rmb|hkd|jpy|euros?|dollars?|pounds?|yuan)(?![a-z])|\\s?[€£$])'
const number = "\\d{1,3}(?:[,.' ]\\d{3}){1,3}(?:[.,]\\d{1,2})?|\\d{1,9}(?:\\.\\d{1,2})?"
const amount = new RegExp(
  `(?<![A-Za-z0-9_.,-])(?:${currency}\\s?(?:${number})(?:${unit})?|(?:${number})(?:${unit})?)(?![A-Za-z0-9_%]|[.,]\\d|\\s?%)`,
  'gi',
)

const salaryWords = cues({
  for:
    latinWords(
      'salar(?:y|ies)|wages?|earns?|earned|earning|paid|pay(?:check|slip|roll)?|compensation|remuneration|bonus(?:es)?|gross|net income|income|stipend|severance|gets paid',
    ) + '|工资|薪水|薪资|月薪|年薪|底薪|基本工资|奖金|年终奖|收入|薪酬|补偿金|待遇',
  against:
    latinWords(
      'invoices?|price|budget|costs?|fees?|limit|up to|tax|fine|days?|hours?|years?|months?|band|grade|level|step|since|section',
    ) + '|预算|报销|上限|标准|以[上下内]|罚款|发票|税|天|小时|年度?第|级别|职级',
})
const reach = 32
/** Without a currency, three digits may be anything. */
const leastDigits = 4

/** What one person earns: amounts behind a word for pay, in a sentence that speaks of a person. */
export const salary: Recogniser = {
  kind: 'SALARY',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'My salary is «85,000 EUR» a year.',
      'He earns «$120k» since May.',
      'We agreed that Anna Schmidt is paid «€ 4,250.50» a month.',
      'her bonus was «12000»',
      '张伟的月薪是«30000元»',
      '我的年薪«35万»，保密',
      '他的年终奖为«５００００元»',
    ],
    passes: [
      'Salaries of band B1 are 48,000 to 62,000 EUR.',
      'The salary is paid on day 25 of the month.',
      'Employees are paid 500 EUR.',
      'My invoice of 1200 EUR was paid.',
      'She pays 30 % of her salary.',
      '最低工资标准为2690元',
      '我的报销上限是3000元',
    ],
  },
  find: findSalaries,
  identityOf: (value) => value.toLowerCase().replaceAll(/[\s,']/g, ''),
}

function findSalaries({ folded }: SearchableText): readonly SensitiveSpan[] {
  const spans: SensitiveSpan[] = []
  for (const { index, 0: text } of allMatches(folded, amount)) {
    const end = index + text.length
    if (/^\d+$/.test(text) && (text.length < leastDigits || /^(?:19|20)\d\d$/.test(text))) continue
    if (cueBefore(folded, index, reach, salaryWords) !== 'for' || !speaksOfPerson(folded, index, end)) continue
    spans.push({ kind: 'SALARY', start: index, end, confidence: 0.75 })
  }
  return spans
}
