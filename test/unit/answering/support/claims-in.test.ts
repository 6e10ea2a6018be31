import { expect, test } from '@jest/globals'
import { claimsIn } from '../../../../src/answering/support/claims-in.ts'

const claims = (text: string) => claimsIn(text).map((claim) => [claim.text, claim.marks])

test('sentences of both languages are claims, with the marks at them or behind their full stop', () => {
  expect(claims('Leave is 27 days [1]. Eight carry over. [1][2] The rest is lost.')).toEqual([
    ['Leave is 27 days .', [1]],
    ['Eight carry over.', [1, 2]],
    ['The rest is lost.', []],
  ])
  expect(claims('年假为15天[1]。可结转5天。[2]')).toEqual([
    ['年假为15天。', [1]],
    ['可结转5天。', [2]],
  ])
})

test('items of a list are claims, and have the marks of the line that announces them', () => {
  expect(claims('The limits are [1]:\n- London: £185\n- **Paris**: €170 [2]\n\nAsk early.')).toEqual([
    ['London: £185', [1]],
    ['Paris: €170', [2]],
    ['Ask early.', []],
  ])
})

test('rows of a table are claims, its head is none', () => {
  expect(claims('| City | Limit |\n| --- | --- |\n| London | £185 [1] |')).toEqual([['London   £185', [1]]])
})

test('headings, questions, code and talk about the answer claim nothing', () => {
  const text =
    '## Leave\n\nHere is what I found.\nDo you need more?\n```\nlet days = 27 // [1]\n```\nThe documents do not mention a gym.\n如需更多信息，请告诉我。'
  expect(claims(text)).toEqual([])
})

test('a claim lies where it says', () => {
  const text = 'Intro:\n\n- Leave is 27 days. [1]\n- Eight carry over [1].'
  expect(claimsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '- Leave is 27 days. [1]',
    '- Eight carry over [1].',
  ])
})
