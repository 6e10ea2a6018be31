import { describe, expect, test } from '@jest/globals'
import { isUsableText } from '../../../../ingest/loaders/pdf/is-usable-text.ts'

describe('the text of a page', () => {
  test.each(['Annual leave', '年假', 'A\ue001 heading with one odd bullet', '27'])('can be used: %j', (text) => {
    expect(isUsableText(text)).toBe(true)
  })

  test.each(['', ' \n', '• – …', '\ue001\ue002\ue003 a', 'ab\ufffd\ufffd\ufffd', 'a\u0001\u0002\u0003'])(
    'is for recognition: %j',
    (text) => {
      expect(isUsableText(text)).toBe(false)
    },
  )
})
