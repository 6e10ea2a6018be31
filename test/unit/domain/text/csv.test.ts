import { expect, test } from '@jest/globals'
import { csvLine } from '../../../../src/domain/text/csv.ts'

test.each([
  ['=HYPERLINK("http://evil.example";"Click")', `"'=HYPERLINK(""http://evil.example"";""Click"")"`],
  ['+1', "'+1"],
  ['-drafts/plan.md', "'-drafts/plan.md"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tcmd', "'\tcmd"],
])('a text that a spreadsheet would calculate is shown as a text: %j', (text, field) => {
  expect(csvLine([text])).toBe(`${field}\r\n`)
})

test('commas, quotes and line ends stay inside their field', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', '年假.md'])).toBe('"a,b","say ""no""","two\nlines",年假.md\r\n')
})

test('numbers stay numbers, and what is missing is empty', () => {
  expect(csvLine([-5, undefined, 0])).toBe('-5,,0\r\n')
})
