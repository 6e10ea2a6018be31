import { expect, test } from '@jest/globals'
import { withoutBegunValue } from '../../../src/privacy/begun-value.ts'
import { createVault } from '../../../src/privacy/vault.ts'

const vault = createVault()
vault.placeholderFor('CARD', '4111 1111 1111 1111')
vault.placeholderFor('EMAIL', 'ann.lee@example.com')
vault.placeholderFor('PERSON', '欧阳小明')

test.each([
  ['The card 4111 1111 11', 'The card '],
  ['The card 4111-1111-1111-111', 'The card '],
  ['The card ４１１１１', 'The card '],
  ['Write to Ann.Lee@exa', 'Write to '],
  ['请联系欧阳小', '请联系'],
])('half a value is left out: %s', (text, left) => {
  expect(withoutBegunValue(text, vault)).toBe(left)
})

test.each([
  'The card 4111 1111 1111 1111',
  'You get 41',
  '请联系欧',
  'The card 4111 1111 11 is old',
  'Leave is 25 days',
  '',
])('what is whole, goes on or is only like one stays: %s', (text) => {
  expect(withoutBegunValue(text, vault)).toBe(text)
})
