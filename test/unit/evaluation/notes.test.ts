import { expect, test } from '@jest/globals'
import { notesOn } from '../../../src/evaluation/notes.ts'
import { givenWith, judgedWith, notJudgedWith, resultWith } from '../../support/golden-results.ts'

const notesOf = (...results: readonly ReturnType<typeof resultWith>[]) => notesOn({ results, missing: [], inReview: 0 })

test('a run says which answers were not judged, and why', () => {
  const notes = notesOf(
    resultWith({ judgement: judgedWith('correct') }),
    resultWith({ judgement: notJudgedWith('unreadable') }),
    resultWith({ judgement: notJudgedWith('kept-in-house') }),
    resultWith({ judgement: notJudgedWith('unreadable') }),
    resultWith({ judgement: notJudgedWith('not-answered') }),
  )
  expect(notes).toEqual([
    '3 answers were not judged (unreadable: 2, kept-in-house: 1) and are in no judged figure but "judged".',
    '1 questions without an answer count as judged wrong.',
  ])
})

test('a run says where a model judged its own answers', () => {
  const answer = givenWith({ provider: 'house', model: 'qwen3' })
  const notes = notesOf(resultWith({ answer, judgement: judgedWith('correct') }))
  expect(notes).toEqual(['1 answers were judged by the model that wrote them, and models may favour their own.'])
})
