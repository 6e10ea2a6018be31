import { describe, expect, test } from '@jest/globals'
import { quoted } from '../../../../ingest/loaders/quoted.ts'

describe('the name of a file in a message', () => {
  test('stands there as it is, in quotation marks', () => {
    expect(quoted('人事/考勤 办法 (2026).pdf')).toBe('"人事/考勤 办法 (2026).pdf"')
    expect(quoted('a😀.md')).toBe('"a😀.md"')
  })

  test.each([
    ['a\nERROR all is lost.md', '"a\\u000aERROR all is lost.md"'],
    ['\u001b[2Ja.md', '"\\u001b[2Ja.md"'],
    ['gnp.\u202efdp.exe', '"gnp.\\u202efdp.exe"'],
    ['a\ud800.md', '"a\\ud800.md"'],
    ['a\u2028b.md', '"a\\u2028b.md"'],
  ])('cannot change how the message reads: %j', (name, shown) => {
    expect(quoted(name)).toBe(shown)
  })

  test('is cut in the middle when it is very long', () => {
    const shown = quoted(`shares/${'long/'.repeat(500)}report.pdf`)
    expect(shown.length).toBeLessThan(260)
    expect(shown).toMatch(/^"shares\/long\/.*….*\/report\.pdf"$/)
  })
})
