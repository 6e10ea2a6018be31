import { expect, test } from '@jest/globals'
import { createJiebaAnalyzer } from '../../../../src/adapters/language/jieba-analyzer.ts'
import { readingsOf, wordsInOtherLanguage } from '../../../../src/answering/retrieval/bridge-question.ts'
import type { BridgedWord } from '../../../../src/ports/question-bridge.ts'

const analyzer = createJiebaAnalyzer()
const words: readonly BridgedWord[] = [
  { text: 'TL-310', meanings: ['TL-310'], kind: 'literal' },
  { text: '豹', meanings: ['leopard', 'panther'], kind: 'word' },
  { text: '球队', meanings: ['sports team'], kind: 'word' },
  { text: '谁', meanings: ['who'], kind: 'asking' },
]

test('each meaning is a way to write the word, the later ones counting less', () => {
  const [leopard, team, ...others] = wordsInOtherLanguage(words, analyzer)

  expect(leopard).toMatchObject([{ terms: ['leopard'] }, { terms: ['panther'] }])
  const [first, second] = leopard as readonly { readonly weight: number }[]
  expect(second?.weight).toBeLessThan(first?.weight ?? 0)
  expect(team).toMatchObject([{ terms: ['sport', 'team'] }])
  expect(others).toEqual([])
})

test('a question is read once with each first meaning and once with each second, where there is one', () => {
  expect(readingsOf(words).map(({ text }) => text)).toEqual([
    'TL-310 leopard sports team who',
    'TL-310 panther sports team who',
  ])
})

test('every word of a reading knows the word of the question that it stands for', () => {
  expect(readingsOf(words)[1]?.words.map(({ text, of }) => `${text} ${of}`)).toEqual([
    'tl 0',
    '310 0',
    'panther 1',
    'sports 2',
    'team 2',
    'who 3',
  ])
})
