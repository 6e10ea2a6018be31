import { describe, expect, test } from '@jest/globals'
import { compoundsIn, joinLines } from '../../../../ingest/loaders/pdf/join-lines.ts'

const join = (...lines: readonly string[]) => joinLines(lines, new Set()).text

describe('the lines of a printed paragraph', () => {
  test('are joined by a space between words and by nothing between Chinese characters', () => {
    expect(join('as soon as', 'possible')).toBe('as soon as possible')
    expect(join('应当事先填写', '申请单，经', '主管批准')).toBe('应当事先填写申请单，经主管批准')
  })

  test('lose the hyphen of a word that was broken at the line end', () => {
    expect(join('each em-', 'ployee')).toBe('each employee')
    expect(join('soft\u00ad', 'ened')).toBe('softened')
  })

  test('keep the hyphen of a word that is written with one elsewhere, of names and of numbers', () => {
    const compounds = compoundsIn(['a well-earned rest'])
    expect(joinLines(['A Well-', 'earned day'], compounds).text).toBe('A Well-earned day')
    expect(join('Baden-', 'Baden')).toBe('Baden-Baden')
    expect(join('TL-', '310')).toBe('TL-310')
  })

  test('tell where each of them begins', () => {
    expect(joinLines(['each em-', 'ployee', 'may'], new Set())).toEqual({
      text: 'each employee may',
      starts: [0, 7, 14],
    })
  })
})
