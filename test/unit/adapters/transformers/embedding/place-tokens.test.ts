import { expect, test } from '@jest/globals'
import { informativeTokens } from '../../../../../src/adapters/transformers/embedding/informative-tokens.ts'
import { placeTokens } from '../../../../../src/adapters/transformers/embedding/place-tokens.ts'

/** What stands at the places of the tokens. */
const literal = (text: string, pieces: readonly (string | undefined)[]) =>
  placeTokens(text, pieces).map((token) => token && text.slice(token.start, token.end))

test.each([
  ['Annual leave: 30 days!', ['annual', 'leave', ':', '30', 'days', '!'], ['Annual', 'leave', ':', '30', 'days', '!']],
  // Parts of words.
  [
    'Unreimbursed  expenses',
    ['un', '##rei', '##mb', '##urse', '##d', 'expenses'],
    ['Un', 'rei', 'mb', 'urse', 'd', 'expenses'],
  ],
  // Accents, in one character or two; letters that get longer or lose their form.
  ['Café naïve Ångström', ['cafe', 'naive', 'ang', '##strom'], ['Café', 'naïve', 'Ång', 'ström']],
  ['Cafe\u0301 bar', ['cafe', 'bar'], ['Cafe\u0301', 'bar']],
  ['ΟΔΟΣ straße', ['οδος', 'stra', '##ß', '##e'], ['ΟΔΟΣ', 'stra', 'ß', 'e']],
  ['İzmir', ['izmir'], ['İzmir']],
  // What the vocabulary lacks takes the rest of its word.
  ['well 😀👍🏽 done', ['well', undefined, 'done'], ['well', '😀👍🏽', 'done']],
  ['a\u200bb end', ['ab', 'end'], ['a\u200bb', 'end']],
  // Chinese characters are words of their own.
  ['第30天end', ['第', '30', '天', 'end'], ['第', '30', '天', 'end']],
  // Of SentencePiece and of byte pairs.
  ['Annual leave', ['▁Annual', '▁le', 'ave'], ['Annual', 'le', 'ave']],
  ['Annual leave', ['Annual', 'Ġleave'], ['Annual', 'leave']],
])('finds the tokens of %j', (text, pieces, expected) => {
  expect(literal(text, pieces)).toEqual(expected)
})

test('goes on behind a token that is not in the text', () => {
  expect(literal('one two three', ['one', 'zwei', 'three'])).toEqual(['one', undefined, 'three'])
})

test('says which word a token belongs to', () => {
  const text = 'The re-reimbursement of Café-owners'
  const pieces = ['the', 're', '-', 'rei', '##mbu', '##rse', '##ment', 'of', 'cafe', '-', 'owners']
  const words = placeTokens(text, pieces).map((token) => token && text.slice(token.wordStart, token.wordEnd))

  expect(words).toEqual(['The', 're', '-', ...Array<string>(4).fill('reimbursement'), 'of', 'Café', '-', 'owners'])
})

test('keeps the tokens that say what a text is about', () => {
  const text = "What is the company's policy on e-mail ꙮꙮ? 😀"
  const pieces = ['what', 'is', 'the', 'company', "'", 's', 'policy', 'on', 'e', '-', 'mail', undefined, '?', undefined]

  expect(informativeTokens(text, pieces).map(({ index, word }) => [index, word])).toEqual([
    [0, 'what'],
    [3, 'company'],
    [6, 'policy'],
    [8, 'e'],
    [10, 'mail'],
  ])
})
