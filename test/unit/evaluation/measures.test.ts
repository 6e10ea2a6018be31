import { describe, expect, test } from '@jest/globals'
import { type MeasureName, measures } from '../../../src/evaluation/measures.ts'
import type { QuestionResult } from '../../../src/evaluation/question-result.ts'
import {
  citationWith,
  foundWith,
  givenWith,
  goldenWith,
  judgedWith,
  notJudgedWith,
  resultWith,
  runWith,
} from '../../support/golden-results.ts'

const valueOf = (name: MeasureName, result: QuestionResult) => measures[name].of(result)
const gold = { documents: ['leave.md'] }
const abstained = givenWith({ status: 'abstained', text: 'I found nothing.', citations: [] })

describe('finding', () => {
  test('ranks documents, each by its first passage', () => {
    const result = resultWith({
      found: [foundWith('other.md'), foundWith('other.md'), foundWith('leave.md', gold), foundWith('third.md')],
    })
    expect([valueOf('hit@1', result), valueOf('hit@5', result), valueOf('mrr@10', result)]).toEqual([0, 1, 1 / 2])
    expect(valueOf('ndcg@10', result)).toBeCloseTo(1 / Math.log2(3), 10)
  })

  test('ranks passages where a passage is known', () => {
    const result = resultWith({
      golden: goldenWith({ passage: '27 days' }),
      found: [foundWith('leave.md', gold), foundWith('leave.md', { ...gold, holdsPassage: true })],
    })
    expect([valueOf('passage-hit@1', result), valueOf('passage-mrr@10', result)]).toEqual([0, 1 / 2])
    expect(valueOf('passage-hit@1', resultWith())).toBeUndefined()
  })

  test('says nothing of a question that no document answers', () => {
    const result = resultWith({ golden: goldenWith({ documents: [], status: 'abstained' }) })
    expect([valueOf('hit@5', result), valueOf('ndcg@10', result)]).toEqual([undefined, undefined])
  })
})

describe('answering', () => {
  test('refusing what cannot be answered is right, and what can be is wrong', () => {
    const unanswerable = goldenWith({ documents: [], status: 'abstained' })
    expect(valueOf('refused', resultWith({ golden: unanswerable, answer: abstained }))).toBe(1)
    expect(valueOf('refused', resultWith({ golden: unanswerable }))).toBe(0)
    expect(valueOf('answered', resultWith({ answer: abstained }))).toBe(0)
    expect(valueOf('refused', resultWith())).toBeUndefined()
  })

  test('a failed question counts as wrong, and one that was not asked does not count', () => {
    const { answer: _, ...searched } = resultWith({ golden: goldenWith({ answer: '27 days', route: 'cloud' }) })
    const failed = { ...searched, failure: { code: 'model-timeout', message: 'Too slow.' } as const }
    const names = ['answered', 'status', 'route', 'citation-recall', 'token-f1'] as const
    expect(names.map((name) => valueOf(name, failed))).toEqual([0, 0, 0, 0, 0])
    expect(names.map((name) => valueOf(name, searched))).toEqual(names.map(() => undefined))
  })

  test('the route counts only where one is expected', () => {
    expect(valueOf('route', resultWith({ golden: goldenWith({ route: 'extractive' }) }))).toBe(1)
    expect(valueOf('route', resultWith())).toBeUndefined()
  })
})

describe('citing', () => {
  test('precision is of the citations, recall of the documents', () => {
    const result = resultWith({
      golden: goldenWith({ documents: ['leave.md', 'law.md'] }),
      answer: givenWith({ citations: [citationWith('leave.md', gold), citationWith('x.md'), citationWith('y.md')] }),
    })
    expect([valueOf('citation-precision', result), valueOf('citation-recall', result)]).toEqual([1 / 3, 1 / 2])
  })

  test('whatever is cited for a question without an answer is wrong', () => {
    const golden = goldenWith({ documents: [], status: 'abstained' })
    expect(
      valueOf('citation-precision', resultWith({ golden, answer: givenWith({ citations: [citationWith('x')] }) })),
    ).toBe(0)
    expect(valueOf('citation-precision', resultWith({ golden, answer: abstained }))).toBeUndefined()
  })
})

describe('support', () => {
  test('is of the sentences of a written answer; one that is quoted says nothing of it', () => {
    const sentences = { supported: 3, weak: 0, unsupported: 1 }
    expect(valueOf('supported', resultWith({ answer: givenWith({ sentences }) }))).toBe(3 / 4)
    expect(valueOf('supported', resultWith())).toBeUndefined()
  })
})

describe('judging', () => {
  const judged = ['judged-correct', 'judged-wrong', 'judged-complete', 'judged'] as const
  const values = (result: QuestionResult) => judged.map((name) => valueOf(name, result))

  test('counts what a judge found correct, wrong and complete', () => {
    expect(values(resultWith({ judgement: judgedWith('correct') }))).toEqual([1, 0, 1, 1])
    expect(values(resultWith({ judgement: judgedWith('partly') }))).toEqual([0, 0, 0, 1])
    expect(values(resultWith({ judgement: judgedWith('wrong') }))).toEqual([0, 1, 0, 1])
  })

  test('never takes an answer that nobody could grade for a right one, nor for a wrong one', () => {
    const result = resultWith({ judgement: notJudgedWith('unreadable') })
    expect(values(result)).toEqual([undefined, undefined, undefined, 0])
    const run = runWith([result, resultWith({ golden: goldenWith({ id: '2' }), judgement: judgedWith('correct') })])
    expect(run.summaries['all']).toMatchObject({
      'judged-correct': { value: 1, questions: 1 },
      'judged': { value: 1 / 2, questions: 2 },
      'judging-cost': { value: 300, questions: 2 },
    })
  })

  test('takes a question that was not answered for wrong, without a judge', () => {
    expect(values(resultWith({ answer: abstained, judgement: notJudgedWith('not-answered') }))).toEqual([
      0,
      1,
      0,
      undefined,
    ])
  })

  test('says nothing where nobody was to judge', () => {
    expect(values(resultWith())).toEqual([undefined, undefined, undefined, undefined])
    expect(valueOf('judging-cost', resultWith())).toBeUndefined()
  })
})

describe('wording', () => {
  test('is compared without the marks of citations', () => {
    const result = resultWith({ golden: goldenWith({ answer: 'Twenty-seven days' }) })
    expect(['rouge-l', 'token-f1', 'bleu'].map((name) => valueOf(name as MeasureName, result))).toEqual([1, 1, 1])
  })

  test('of a refusal says nothing that the reference says', () => {
    const result = resultWith({ golden: goldenWith({ answer: 'I found nothing.' }), answer: abstained })
    expect(valueOf('rouge-l', result)).toBe(0)
  })
})

test('a run sums up all questions, each language and each tag', () => {
  const run = runWith([
    resultWith({
      golden: goldenWith({ id: '1', tags: ['travel'] }),
      answer: givenWith({ milliseconds: 10, costMicros: 3 }),
    }),
    resultWith({
      golden: goldenWith({ id: '2', language: 'zh' }),
      answer: givenWith({ milliseconds: 30, costMicros: 4 }),
    }),
    resultWith({ golden: goldenWith({ id: '3', language: 'zh' }), answer: abstained }),
  ])
  expect(Object.keys(run.summaries)).toEqual(['all', 'en', 'zh', '#travel'])
  expect(run.summaries['all']).toMatchObject({
    'answered': { value: 2 / 3, questions: 3 },
    'p50': { value: 30, questions: 3 },
    'cost': { value: 7, questions: 3 },
    'cost-per-question': { value: 7 / 3, questions: 3 },
  })
  expect(run.summaries['zh']?.answered).toEqual({ value: 0.5, questions: 2 })
  expect(run.summaries['all']?.refused).toBeUndefined()
})
