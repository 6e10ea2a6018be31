import { describe, expect, test } from '@jest/globals'
import { cues } from '../../../../src/privacy/injection/cues.ts'
import { readSentences } from '../../../../src/privacy/injection/sentence-reading.ts'

/** The sentences of a text that overlap what stands between « and », or all of them. */
function sentencesIn(marked: string) {
  const [before = '', inside, after = ''] = marked.split(/[«»]/)
  if (inside === undefined) return readSentences(marked)
  const text = before + inside + after
  return readSentences(text).filter(({ start, end }) => start < before.length + inside.length && end > before.length)
}

describe.each(cues)('$name', ({ shows, examples }) => {
  test('says what it is for', () => {
    expect(examples.matches.length).toBeGreaterThan(0)
    expect(examples.passes.length).toBeGreaterThan(0)
  })

  test.each(examples.matches)('shows in: %s', (text) => {
    expect(sentencesIn(text).some(shows)).toBe(true)
  })

  test.each(examples.passes)('does not show in: %s', (text) => {
    expect(sentencesIn(text).some(shows)).toBe(false)
  })
})

test('no two cues have one name', () => {
  expect(new Set(cues.map(({ name }) => name)).size).toBe(cues.length)
})
