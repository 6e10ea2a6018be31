import { describe, expect, test } from '@jest/globals'
import { answerTokens } from '../../../../src/evaluation/metrics/answer-tokens.ts'
import { bleu } from '../../../../src/evaluation/metrics/bleu.ts'
import { citationPrecision, citationRecall } from '../../../../src/evaluation/metrics/citation-scores.ts'
import { hitAt } from '../../../../src/evaluation/metrics/hit-at.ts'
import { ndcgAt } from '../../../../src/evaluation/metrics/ndcg.ts'
import { percentile } from '../../../../src/evaluation/metrics/percentile.ts'
import { reciprocalRankAt } from '../../../../src/evaluation/metrics/reciprocal-rank.ts'
import { rougeL } from '../../../../src/evaluation/metrics/rouge-l.ts'
import { tokenF1 } from '../../../../src/evaluation/metrics/token-f1.ts'

const words = (text: string) => text.split(' ')

describe('ranked results', () => {
  test('hit counts whether anything right is among the first k', () => {
    expect([1, 2, 3].map((k) => hitAt(k, [false, true, true]))).toEqual([0, 1, 1])
  })

  test('reciprocal rank is one by the rank of the first right result', () => {
    expect(reciprocalRankAt(10, [false, false, true, true])).toBeCloseTo(1 / 3)
    expect(reciprocalRankAt(2, [false, false, true])).toBe(0)
    expect(reciprocalRankAt(10, [])).toBe(0)
  })

  // DCG = 1/log2(2) + 1/log2(4) = 1.5; the best order has 1/log2(2) + 1/log2(3) = 1.63093.
  test('nDCG compares with the best order, by hand', () => {
    expect(ndcgAt(10, [true, false, true], 2)).toBeCloseTo(1.5 / 1.63093, 5)
    expect(ndcgAt(10, [true, true, false], 2)).toBe(1)
  })

  test('nDCG counts what was not found, and no more than k can be found', () => {
    expect(ndcgAt(10, [true], 2)).toBeCloseTo(1 / 1.63093, 5)
    expect(ndcgAt(1, [true], 5)).toBe(1)
    expect(ndcgAt(10, [false, false], 1)).toBe(0)
  })
})

describe('citations', () => {
  test('precision is the share that is right, and nothing without citations', () => {
    expect(citationPrecision([{ isRight: true }, { isRight: false }, { isRight: false }])).toBeCloseTo(1 / 3)
    expect(citationPrecision([])).toBeUndefined()
  })

  test('recall is the share of right documents that is cited', () => {
    expect(citationRecall(['a', 'b', 'c', 'd'], (document) => document === 'b')).toBe(0.25)
  })
})

describe('the tokens of an answer', () => {
  test('are words without case, marks and articles', () => {
    expect(answerTokens('The limit is £1,500 a night (QL-2080).')).toEqual(['limit', 'is', '1500', 'night', 'ql2080'])
  })

  test('are single characters in Chinese, and whole words and numbers between them', () => {
    expect(answerTokens('一期３８０万元，QL-2080、TL-310。')).toEqual([
      '一',
      '期',
      '380',
      '万',
      '元',
      'ql2080',
      'tl310',
    ])
  })
})

describe('wording', () => {
  // Three of four words are common to four and five: P = 3/4, R = 3/5, F1 = 2/3.
  test('token F1 counts common words whatever their order, by hand', () => {
    expect(tokenF1(words('c b a x'), words('a b c d e'))).toBeCloseTo(2 / 3, 10)
  })

  test('token F1 counts a repeated word as often as the reference has it', () => {
    expect(tokenF1(words('a a a a'), words('a b'))).toBeCloseTo((2 * 0.25 * 0.5) / 0.75, 10)
  })

  // The example of Lin's paper: "police killed the gunman" against "police kill the gunman" shares 3 of 4, and
  // "the gunman kill police" shares 2 of 4 in order.
  test('ROUGE-L counts words in the same order, by the example of its paper', () => {
    const reference = words('police killed the gunman')
    expect(rougeL(words('police kill the gunman'), reference)).toBeCloseTo(0.75, 10)
    expect(rougeL(words('the gunman kill police'), reference)).toBeCloseTo(0.5, 10)
  })

  // 1-grams 5/6; runs of two (3+1)/(5+1), of three (1+1)/(4+1), of four (0+1)/(3+1); no penalty.
  test('BLEU is the geometric mean of common runs, by hand', () => {
    const score = bleu(words('the cat sat on the mat'), words('the cat is on the mat'))
    expect(score).toBeCloseTo(((5 / 6) * (4 / 6) * (2 / 5) * (1 / 4)) ** 0.25, 10)
  })

  test('BLEU takes off for being short: e^(1 − 6/2) of a perfect pair of words', () => {
    expect(bleu(words('the cat'), words('the cat is on the mat'))).toBeCloseTo(Math.exp(-2), 10)
  })

  test('BLEU clips a repeated word to the number that the reference has', () => {
    // 1-grams 2/7 by the example of Papineni et al.; runs of two to four 1/(6+1), 1/(5+1), 1/(4+1).
    const score = bleu(words('the the the the the the the'), words('the cat is on the mat'))
    expect(score).toBeCloseTo(((2 / 7) * (1 / 7) * (1 / 6) * (1 / 5)) ** 0.25, 10)
  })

  test.each([
    ['token F1', tokenF1],
    ['ROUGE-L', rougeL],
    ['BLEU', bleu],
  ])('%s is 1 for the same words, 0 for others, and 0 for none', (_, score) => {
    expect([
      score(words('a b c d e'), words('a b c d e')),
      score(words('x y'), words('a b')),
      score([], words('a')),
    ]).toEqual([1, 0, 0])
  })
})

test('a percentile is the smallest value that so many do not exceed', () => {
  expect([0.5, 0.95, 1].map((share) => percentile(share, [40, 10, 30, 20]))).toEqual([20, 40, 40])
  expect(percentile(0.5, [])).toBeUndefined()
})
