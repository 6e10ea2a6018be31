import { cues, latinWords } from './clues/cues.ts'
import { charactersOf, findNumbers, type NumberShape, standingAlone } from './clues/labelled-number.ts'
import type { Recogniser } from './recogniser.ts'

const shapes: readonly NumberShape[] = [
  { pattern: standingAlone('[A-Za-z]{0,4}-?\\d{3,16}(?:-\\d{1,8}){0,2}'), named: 0.8 },
]

const words = cues({
  for:
    latinWords(
      '(?:customer|client|member(?:ship)?|patient|policy ?holder|insured|student|subscriber|loyalty|frequent flyer)(?: ?(?:ids?|numbers?|no|nr|#))|kundennummer|mrn',
    ) +
    '|客户编号|客户号|客户代码|会员号|会员编号|会员卡号|病历号|病案号|住院号|就诊卡号|医保卡号|社保卡号|社保号|学号|客戶編號',
  against: latinWords('phone|tel|mobile|since|dated?|ssn') + '|电话|手机|日期',
})

/** Numbers of customers, members, patients and students behind a word for it. A company names its own pattern in the policy. */
export const customerNumber: Recogniser = {
  kind: 'CUSTOMER_NUMBER',
  languages: ['en', 'zh'],
  examples: {
    matches: [
      'customer no. «C-204817»',
      'Client ID: «778213»',
      'patient number «0048213» was seen',
      '客户编号：«KH204817»',
      '病历号«２０４８１７»',
      '学号«2024010482»',
    ],
    passes: ['The number of customers is 48213.', 'client 778213', '客户号码归属地', 'customers since 2019'],
  },
  find: findNumbers('CUSTOMER_NUMBER', shapes, words, 16),
  identityOf: charactersOf,
}
