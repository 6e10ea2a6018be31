import { describe, expect, test } from '@jest/globals'
import { inItsScript } from '../../../../ingest/loaders/ocr/punctuation.ts'

describe('the punctuation of a line that was read', () => {
  test('is narrow in English text', () => {
    expect(inItsScript('fcntl（）and lockf，in that order')).toBe('fcntl()and lockf,in that order')
  })

  test('stays wide in Chinese text, but not letters, digits and signs', () => {
    expect(inItsScript('申请（共１２项）：ｌｓ－ｌ')).toBe('申请（共12项）：ls-l')
  })

  test('has a bullet where a line begins with a centred dot', () => {
    expect(inItsScript('·first item')).toBe('• first item')
    expect(inItsScript('约翰·史密斯')).toBe('约翰·史密斯')
  })
})
