import { describe, expect, test } from '@jest/globals'
import { ServiceProblem } from '../../../../src/web/asking/service-problem.ts'
import { adminProblemText, adminTextsOf, durationText } from '../../../../src/web/texts/admin-texts.ts'
import { textsIn } from './texts-in.ts'

const { en, zh } = adminTextsOf

describe("the two languages of the administrators' page", () => {
  test('both have the same texts, and none is empty', () => {
    const keys = (dictionary: object): readonly string[] => textsIn(dictionary).map(([key]) => key)

    expect(keys(zh)).toEqual(keys(en))
    expect([...textsIn(en), ...textsIn(zh)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('English texts are English, and Chinese texts are Chinese', () => {
    // The switch names the other language, and a separator has no words.
    const others = new Set(['page.switchLanguage', 'page.switchLanguageLabel', 'page.separator'])
    const odd = (dictionary: object, han: boolean): readonly string[] =>
      textsIn(dictionary)
        .filter(([key, text]) => !others.has(key) && /\p{Script=Han}/u.test(text) !== han)
        .map(([key]) => key)

    expect(odd(en, false)).toEqual([])
    expect(odd(zh, true)).toEqual([])
  })
})

test('a problem is told with what the service says, since administrators need the particulars', () => {
  const problem = new ServiceProblem('conflict', 'handbook is being ingested.', { status: 409, hint: 'Wait.' })

  expect(adminProblemText(problem, zh)).toBe(`${zh.problems.conflict} handbook is being ingested. Wait.`)
})

test('a problem that only the browser knows is told in plain words alone', () => {
  expect(adminProblemText(new ServiceProblem('unreachable', 'there was no reply'), en)).toBe(en.problems.unreachable)
})

test.each([
  [12, '0.01 s', '0.01 秒'],
  [4200, '4.2 s', '4.2 秒'],
  [89_000, '89 s', '89 秒'],
  [600_000, '10 min', '10 分钟'],
  [11_100_000, '3 h 5 min', '3 小时 5 分'],
])('%i ms are %s', (milliseconds, english, chinese) => {
  expect([durationText(milliseconds, 'en'), durationText(milliseconds, 'zh')]).toEqual([english, chinese])
})
