import { describe, expect, test } from '@jest/globals'
import { ServiceProblem } from '../../../../src/web/asking/service-problem.ts'
import { adminProblemText, adminTextsOf, durationText } from '../../../../src/web/texts/admin-texts.ts'
import { testBothLanguages } from './both-languages.ts'

const { en, zh } = adminTextsOf

describe("the two languages of the administrators' page", () => {
  // The switch names the other language, and what only joins has no words.
  testBothLanguages(en, zh, [
    'page.switchLanguage',
    'page.switchLanguageLabel',
    'page.separator',
    'usage.caption',
    'usage.bar',
  ])
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
