import { describe, expect, test } from '@jest/globals'
import { renumberMarks } from '../../../../src/answering/together/renumber-marks.ts'

/** The second and the third of three pieces belong to the question, in the other order. */
const own = [undefined, 2, 1]

describe('an answer out of a shared reply', () => {
  test('cites its evidence by the numbers that it has for its question', () => {
    expect(renumberMarks('27 days [2][3]. 三十天【3】。', own)).toBe('27 days [2][1]. 三十天[1]。')
  })

  test('is not used when it cites the evidence of another question', () => {
    expect(renumberMarks('27 days [1].', own)).toBeUndefined()
  })

  test('loses marks of evidence that was never given, and keeps placeholders', () => {
    expect(renumberMarks('[PERSON_1] has 27 days [7].', own)).toBe('[PERSON_1] has 27 days .')
  })
})
