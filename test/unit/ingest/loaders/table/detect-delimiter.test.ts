import { describe, expect, test } from '@jest/globals'
import { detectDelimiter } from '../../../../../ingest/loaders/table/detect-delimiter.ts'

describe('the delimiter of a CSV file', () => {
  test.each([
    [',', 'a,b\n1,2'],
    [';', 'a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5'],
    ['\t', 'a\tb, c\n1\t2\n'],
    ['|', 'a|b\n1|2'],
    [',', '"a;b;c",d\n"e;f",g'],
    [';', '"a, ""b"", c";d\n"e, f";g\n"h";i'],
    [',', 'one column\nonly'],
    [';', '姓名;部门\n张三;财务，人事'],
  ])('%j cuts most lines evenly', (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter)
  })
})
