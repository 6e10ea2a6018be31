import { describe, expect, test } from '@jest/globals'
import { problemWithPattern } from '../../../src/config/patterns/problem-with-pattern.ts'

describe('the pattern of a company', () => {
  test.each([
    'EMP-?\\d{4,6}',
    'HT\\d{4}-\\d{6}',
    '[A-Z]{2,4}-\\d{4}(?:-\\d{1,6}){0,3}',
    '[A-Z]{1,3}[A-Z0-9]{4,8}',
    '(?:\\d{4}[ -]?){3}\\d{4}',
    '\\d{1,20}[A-Z]{1,20}\\d{1,20}',
    '(?:[a-z]{1,10}[.]){1,3}corp[.]acme',
    '(?:red|green|blue) ?team',
    '(?=AC)[A-Z]{2}\\d{6}',
    '合同(?:编号)?[A-Z]{2}\\d{8}',
    '项目\\p{Script=Han}{2,8}',
    '[甲乙丙]字第\\d{1,6}号',
  ])('%s is taken', (pattern) => {
    expect(problemWithPattern(pattern)).toBeUndefined()
  })

  test.each([
    [
      'has no end',
      'HT-\\d+',
      '"\\d+" at character 4 has no end: say how many there may be at most, such as "\\d{1,20}"',
    ],
    ['has no end', '合同号[A-Z]*\\d{4}', '"[A-Z]*" at character 4 has no end'],
    ['has no end', 'A\\d{30,}', 'such as "\\d{30,30}"'],
    ['repeats a repetition', '(?:[a-z]{1,10}){1,10}x', '"(?:[a-z]{1,10}){1,10}" at character 1 can share characters'],
    ['repeats what begins alike', 'X(?:a|aa){1,30}b', '"(?:a|aa){1,30}" at character 2 can share characters'],
    ['repeats what may be empty', '(?:\\d{0,5}-?){1,9}xy', 'in more than a million ways'],
    [
      'has neighbours that share',
      '\\d{1,12}\\d{1,12}[0-9]{2,9}x',
      'can share characters with itself or with what follows',
    ],
    ['has neighbours that share in Chinese', '[\\u4e00-\\u9fff]{1,12}\\p{L}{1,12}号', 'a fixed count such as {6}'],
    ['hides it in other words', '(?:(?:(?:A?){5}){5}){5}BC', 'can share characters'],
    ['is too long', '[A-Z]{2}\\d{200}', 'matches up to 202 characters: lower its counts'],
    ['matches nothing', '\\d{0,6}', 'matches nothing at all: ask for at least 2'],
    ['refers back', '([a-z]{3})-\\1', '"\\1" at character 12 refers back'],
    ['is tied to the text', '^EMP\\d{6}$', '"^" at character 1 ties the value to the end of a text: leave it out.'],
    ['is never met', '编号：\\d{6}', '"：" at character 3 is never met'],
    ['is never met', '（密）\\d{6}', 'write "\\(" instead'],
    ['is no pattern', 'EMP[0-9', 'is no regular expression at character 8: Unterminated character class'],
  ])('that %s is refused with its place and the way out: %s', (_, pattern, said) => {
    expect(problemWithPattern(pattern)).toContain(said)
  })

  test('is checked in little time however deep it is', () => {
    const deep = `${'(?:'.repeat(40)}a{1,2}${'b?){1,2}'.repeat(40)}c`

    expect(problemWithPattern(deep)).toContain('characters')
  })

  test('that is taken needs time in proportion to the text, whatever the text', () => {
    const patterns = ['[A-Z]{1,3}[A-Z0-9]{4,8}', '.{1,20}x', '(?:\\d{1,3}){1,2}\\d{1,3}-x', '\\p{L}{1,9}[a-z]{1,9}!']
    expect(patterns.map(problemWithPattern)).toEqual(patterns.map(() => undefined))
    const work = (length: number) => {
      const texts = ['a', '1', '1 ', 'ab1-', '一', '一a'].map((piece) => piece.repeat(length / piece.length))
      const from = performance.now()
      for (const pattern of patterns) {
        const expression = new RegExp(`(?<![A-Za-z0-9_])(?:${pattern})(?![A-Za-z0-9_])`, 'giu')
        for (const text of texts) for (const _ of text.matchAll(expression));
      }
      return performance.now() - from
    }
    work(10_000)

    const [short, long] = [work(20_000), work(200_000)]

    // Twenty times as long would be the mark of growth with the square.
    expect(long / short).toBeLessThan(40)
  })
})
