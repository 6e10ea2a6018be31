import { describe, expect, test } from '@jest/globals'
import { numeral } from '../../../../../ingest/loaders/office/numerals.ts'

describe('the number of a list item', () => {
  test.each([
    [4, 'lowerRoman', 'iv'],
    [1994, 'upperRoman', 'MCMXCIV'],
    [3, 'lowerLetter', 'c'],
    [28, 'upperLetter', 'BB'],
    [7, 'decimalZero', '07'],
    [10, 'chineseCounting', '十'],
    [12, 'chineseCountingThousand', '十二'],
    [20, 'chineseCounting', '二十'],
    [105, 'chineseCountingThousand', '一百〇五'],
    [110, 'chineseCountingThousand', '一百一十'],
    [21, 'chineseLegalSimplified', '贰拾壹'],
    [2, 'ideographTraditional', '乙'],
    [3, 'decimalEnclosedCircle', '③'],
    [12, 'decimalFullWidth', '１２'],
    [20, 'ideographDigital', '二〇'],
    [5, 'none', ''],
    [5, 'unheardOf', '5'],
  ])('%i in the format %s is %s', (value, format, written) => {
    expect(numeral(value, format)).toBe(written)
  })
})
