import { describe, expect, test } from '@jest/globals'
import type { Answer } from '../../../../src/domain/answers/answer.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import { noUsage } from '../../../../src/domain/accounting/usage.ts'
import { originText } from '../../../../src/web/texts/origin-text.ts'

function answerFrom(tier: Answer['route']['tier'], more: Partial<Answer> = {}): Answer {
  return {
    id: 'a',
    conversationId: 'c',
    question: 'q',
    text: 't',
    language: 'en',
    status: 'answered',
    citations: [],
    route: { tier, provider: 'p', model: 'qwen3', reasons: [] },
    privacy: { redactions: {}, leftTheBuilding: tier === 'cloud' },
    usage: { ...noUsage, costMicros: toMicros(0), baselineMicros: toMicros(0), currency: 'USD' },
    cache: 'miss',
    timings: { totalMs: 1, stages: {} },
    createdAt: 0,
    ...more,
  }
}

const hidden = { redactions: { EMAIL: 1, PHONE: 2 } }

describe('the line that says how an answer was made', () => {
  test('quoted without a model', () => {
    expect(originText(answerFrom('extractive'), 'en')).toEqual([
      'Quoted from the documents, without a language model',
      'Nothing left the building',
      'No cost',
    ])
  })

  test('on own servers, with values hidden', () => {
    const answer = answerFrom('on-prem', { privacy: { ...hidden, leftTheBuilding: false } })

    expect(originText(answer, 'en')).toEqual([
      'Written by qwen3 on our own servers',
      '3 sensitive values hidden',
      'Nothing left the building',
      'No cost',
    ])
  })

  test('in the cloud, it says that text left and at what cost', () => {
    const answer = answerFrom('cloud', {
      privacy: { ...hidden, leftTheBuilding: true },
      usage: { ...answerFrom('cloud').usage, costMicros: toMicros(723) },
    })

    expect(originText(answer, 'en')).toEqual([
      'Written by qwen3 in the cloud',
      '3 sensitive values hidden before anything left the building',
      'Cost $0.00072',
    ])
    expect(originText(answerFrom('cloud'), 'zh')[1]).toBe('部分内容离开了公司，其中未发现敏感信息')
  })

  test('a cloud call that failed is not hidden by an answer made without it', () => {
    const answer = answerFrom('extractive', { privacy: { redactions: {}, leftTheBuilding: true } })

    expect(originText(answer, 'en')).toContain('Text left the building; no sensitive values were found in it')
  })

  test('an answer kept from before does not claim where it was made now', () => {
    expect(originText(answerFrom('extractive', { cache: 'hit' }), 'en')[0]).toBe('Kept from an earlier answer')
    expect(originText(answerFrom('extractive', { cache: 'hit' }), 'en')).toHaveLength(3)
  })

  test('an answer kept from before says how old it is and what it saved', () => {
    const hours = 60 * 60 * 1000
    const answer = answerFrom('extractive', {
      cache: 'hit',
      cachedAt: 0,
      createdAt: 3 * hours + 5,
      usage: { ...answerFrom('extractive').usage, baselineMicros: toMicros(4200) },
    })

    expect(originText(answer, 'en')).toEqual([
      'Kept from an answer given 3 hours ago',
      'Nothing left the building',
      'No cost',
      'Saved $0.0042',
    ])
    expect(originText(answer, 'zh')[0]).toBe('沿用3小时前的回答')
    expect(originText({ ...answer, createdAt: 3000 }, 'en')[0]).toBe('Kept from an answer given 3 seconds ago')
  })

  test('a question that was not answered was not made anywhere', () => {
    expect(originText(answerFrom('extractive', { status: 'abstained' }), 'en')).toEqual([
      'Nothing left the building',
      'No cost',
    ])
  })
})
