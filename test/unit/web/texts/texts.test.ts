import { describe, expect, test } from '@jest/globals'
import { sensitiveKinds } from '../../../../src/domain/privacy/sensitive-span.ts'
import { ServiceProblem } from '../../../../src/web/asking/service-problem.ts'
import { answerForClipboard } from '../../../../src/web/texts/answer-for-clipboard.ts'
import { moneyText } from '../../../../src/web/texts/money-text.ts'
import { problemText } from '../../../../src/web/texts/problem-text.ts'
import { reasonDetail } from '../../../../src/web/texts/reason-detail.ts'
import { secondsText } from '../../../../src/web/texts/seconds-text.ts'
import { chooseLanguage, textsOf } from '../../../../src/web/texts/texts.ts'
import { testBothLanguages } from './both-languages.ts'

const { en, zh } = textsOf

describe('the two languages of the interface', () => {
  // The switch names the other language, and a separator has no words.
  testBothLanguages(en, zh, ['page.switchLanguage', 'page.switchLanguageLabel', 'page.listSeparator'])

  test('sensitive kinds have the names that the rest of the product gives them', () => {
    for (const [kind, { label }] of Object.entries(sensitiveKinds)) {
      expect([en.kinds, zh.kinds].map((kinds) => kinds[kind as keyof typeof sensitiveKinds])).toEqual([
        label.en,
        label.zh,
      ])
    }
  })

  test.each([
    [['zh-Hans-CN', 'en'], 'zh'],
    [['de', 'zh-TW'], 'zh'],
    [['en-GB'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
    [['', 'ZH'], 'zh'],
  ] as const)('a browser that asks for %j gets %s', (wanted, language) => {
    expect(chooseLanguage(wanted)).toBe(language)
  })
})

describe('amounts and times', () => {
  test.each([
    [0, 'USD', '$0.00'],
    [723, 'USD', '$0.00072'],
    [12_345, 'USD', '$0.01'],
    [1_234_567_890, 'EUR', '€1,234.57'],
    [500_000, 'credits', '0.50 credits'],
  ])('%i millionths of %s are %s', (micros, currency, text) => {
    expect(moneyText(micros, currency, 'en')).toBe(text)
  })

  test('a short time has two decimals, so that it is not nothing', () => {
    expect([2140, 640, 42].map((milliseconds) => secondsText(milliseconds, 'en'))).toEqual(['2.1', '0.6', '0.04'])
  })
})

describe('problems in plain words', () => {
  test('a known problem is told in the language of the page', () => {
    expect(problemText(new ServiceProblem('rate-limited', 'Too many'), zh)).toEqual([zh.problems['rate-limited']])
  })

  test('an unknown one is told in the words of the service, with its hint', () => {
    const problem = new ServiceProblem('moon-in-the-way', 'The moon is in the way.', { hint: 'Wait.' })

    expect(problemText(problem, en)).toEqual([en.problems.internal, 'The moon is in the way.', 'Wait.'])
  })

  test('a code that only looks like a text of the dictionary is unknown', () => {
    expect(problemText(new ServiceProblem('toString', ''), en)).toEqual([en.problems.internal])
  })
})

describe('reasons for a route', () => {
  test('what they were decided on is said in words', () => {
    expect(reasonDetail({ code: 'classification-forbids-cloud', detail: 'restricted' }, zh)).toBe('严格受限')
    expect(reasonDetail({ code: 'kinds-forbid-cloud', detail: 'EMAIL, IBAN' }, zh)).toBe('电子邮箱、国际银行账号')
    expect(reasonDetail({ code: 'preferred-tier', detail: 'on-prem' }, en)).toBe('own servers')
    expect(reasonDetail({ code: 'provider-failed', detail: 'qwen: model-timeout' }, en)).toBe('qwen: model-timeout')
  })

  test('an internal id is left out', () => {
    const low = { code: 'budget-low', detail: 'team budget of the month at 83 %' } as const
    expect(reasonDetail(low, en)).toBe('the budget of the team for the month, 83 % used')
    expect(reasonDetail(low, zh)).toBe('团队的每月预算已用去 83%')
    expect(reasonDetail({ code: 'answered-from-cache', detail: 'a-17' }, en)).toBeUndefined()
  })
})

describe('copying an answer', () => {
  test('its sources go with it, so that the numbers keep their meaning', () => {
    const citation = { documentId: 'd', source: 's', version: 'v', headingPath: [], quote: '', start: 0, end: 0 }
    const copied = answerForClipboard(
      {
        text: 'Nine days [1], or ten [2].\n',
        citations: [
          { ...citation, n: 1, title: 'Leave', page: 3, support: 'supported' },
          { ...citation, n: 2, title: 'Service', support: 'weak' },
        ],
      },
      en,
    )

    expect(copied).toBe('Nine days [1], or ten [2].\n\n[1] Leave, page 3\n[2] Service')
  })
})
