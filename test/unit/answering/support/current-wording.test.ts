import { expect, test } from '@jest/globals'
import { currentWording } from '../../../../src/answering/support/current-wording.ts'

test.each([
  ['The limit rose from £150 to £185 a night.', '150', '185'],
  ['Claims are due within 30 days instead of 60 days.', '60', '30'],
  ['一线城市住宿上限由450元提高到600元。', '450', '600'],
  ['报销期限从45天缩短为30天。', '45', '30'],
])('of "%s" what held before is left out', (sentence, before, now) => {
  const current = currentWording(sentence)
  expect(current).not.toContain(before)
  expect(current).toContain(now)
})

test.each([
  'The shop is open from 9 to 17.',
  'Trips from 30 to 90 days need consent.',
  '从周一到周五，9点到17点开放。',
])('"%s" tells of no change', (sentence) => {
  expect(currentWording(sentence)).toBe(sentence)
})
