import { describe, expect, test } from '@jest/globals'
import type { Answer, Citation } from '../../../../src/domain/answers/answer.ts'
import { advanceTurn, isRunning, startTurn } from '../../../../src/web/asking/turn.ts'

const citation = { n: 1, title: 'Leave' } as Citation
const answer = { id: 'a-1', conversationId: 'c-1', text: 'Final.', citations: [citation] } as unknown as Answer

describe('a turn while its answer is made', () => {
  test('text and citations add up', () => {
    const turn = [
      { type: 'start', id: 'a-1', conversationId: 'c-1' },
      { type: 'delta', text: 'First ' },
      { type: 'delta', text: 'words' },
      { type: 'citation', citation },
    ] as const

    expect(turn.reduce(advanceTurn, startTurn(1, 'Why?'))).toMatchObject({
      phase: 'writing',
      text: 'First words',
      citations: [citation],
      conversationId: 'c-1',
    })
  })

  test('the whole answer replaces what was streamed', () => {
    const streamed = advanceTurn(startTurn(1, 'Why?'), { type: 'delta', text: 'Draft' })
    const finished = advanceTurn(streamed, { type: 'done', answer })

    expect(finished).toMatchObject({ phase: 'finished', text: 'Final.', citations: [citation], answer })
    expect(isRunning(finished)).toBe(false)
  })
})
