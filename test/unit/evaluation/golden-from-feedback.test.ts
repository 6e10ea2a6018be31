import { expect, test } from '@jest/globals'
import { createMemoryAnswerJournal } from '../../../src/adapters/memory/memory-answer-journal.ts'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { zeroMicros } from '../../../src/domain/money.ts'
import { goldenFromFeedback } from '../../../src/evaluation/golden-from-feedback.ts'
import { readGoldenQuestions } from '../../../src/evaluation/golden-question.ts'
import type { AnswerFeedback } from '../../../src/ports/answer-journal.ts'
import { explanation, noon, settlementOf } from '../../contract/settlements.ts'

const citation = {
  n: 1,
  documentId: 'd1',
  title: 'Leave',
  source: 'leave.md',
  version: 'v1',
  headingPath: [],
  quote: 'You get thirty days.',
  start: 0,
  end: 20,
  support: 'supported',
} as const satisfies Answer['citations'][number]

const journal = createMemoryAnswerJournal()
let answers = 0

async function rated(question: string, fields: Partial<Answer>, feedback: Omit<AnswerFeedback, 'at'>): Promise<void> {
  const id = `answer-${String(++answers).padStart(4, '0')}`
  const settlement = settlementOf(id, zeroMicros)
  await journal.settle({
    ...settlement,
    explanation: { ...explanation, standaloneQuestion: question },
    answer: { ...settlement.answer!, ...fields },
  })
  await journal.saveFeedback(id, { ...feedback, at: noon + answers })
}

test('thumbs become golden questions that an evaluation can read', async () => {
  await rated('How many days of leave?', { text: 'Wrong.' }, { rating: 'down', comment: 'It is thirty.' })
  await rated(
    'how many days of leave?',
    { text: 'Thirty days [1].', citations: [citation, citation] },
    { rating: 'up' },
  )
  await rated('Who pays for lunch?', { status: 'abstained', text: 'Nothing found.' }, { rating: 'up' })
  await rated('年假几天？', { text: '五天 [1]。', citations: [citation] }, { rating: 'down', comment: '应为十五天' })

  const lines = await goldenFromFeedback(journal, { since: 0 })

  expect(lines).toEqual([
    {
      question: 'how many days of leave?',
      documents: ['leave.md'],
      passage: 'You get thirty days.',
      answer: 'Thirty days.',
      status: 'answered',
      tags: ['feedback', 'up'],
    },
    { question: 'Who pays for lunch?', documents: [], status: 'abstained', tags: ['feedback', 'up'] },
    {
      question: '年假几天？',
      documents: [],
      status: 'review',
      tags: ['feedback', 'down'],
      comment: '应为十五天',
      given: { answerId: 'answer-0004', status: 'answered', documents: ['leave.md'], answer: '五天。' },
    },
  ])
  const text = lines.map((line) => JSON.stringify(line)).join('\n')
  expect(text).not.toContain('user:ada')
  expect(readGoldenQuestions(text, 'golden.jsonl').map(({ status }) => status)).toEqual([
    'answered',
    'abstained',
    'review',
  ])
})

test('more thumbs than are read at a time all become questions, by rating and day if wanted', async () => {
  const before = answers
  for (let count = 0; count < 450; count++) await rated(`Question ${count}`, {}, { rating: 'up' })

  const lines = await goldenFromFeedback(journal, { since: noon + before + 1, rating: 'up' })

  expect(lines).toHaveLength(450)
})
