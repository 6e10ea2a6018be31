import { describe, expect, test } from '@jest/globals'
import { decodeText } from '../../../../ingest/loaders/text/decode-text.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'))

describe('the text of a file', () => {
  test('is read as UTF-8, with or without a byte order mark', () => {
    expect(decodeText(utf8('年假 Ünfall'), 'a.txt')).toBe('年假 Ünfall')
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('年假')), 'a.txt')).toBe('年假')
  })

  test('is read as UTF-16 when a byte order mark says so', () => {
    expect(decodeText(hex('fffe745e4750'), 'a.txt')).toBe('年假')
    expect(decodeText(hex('feff5e745047'), 'a.txt')).toBe('年假')
  })

  test('is read as GB18030 when it is Chinese from an old editor', () => {
    expect(decodeText(hex('b0b2c8abb9dcc0edb9e6b6a8'), 'a.txt')).toBe('安全管理规定')
  })

  test('is read as Windows-1252 when it is European from an old editor, the euro sign included', () => {
    expect(decodeText(hex('4dfc6c6c657220363520800a'), 'a.txt')).toBe('Müller 65 €\n')
  })

  test('follows the charset that a page declares, but not against the bytes', () => {
    expect(decodeText(hex('a4a4a4e5'), 'a.html', 'big5')).toBe('中文')
    expect(decodeText(utf8('中文'), 'a.html', 'big5')).toBe('中文')
  })

  test('keeps line ends as they are, so that quotes are letter for letter', () => {
    expect(decodeText(utf8('one\r\ntwo\n'), 'a.txt')).toBe('one\r\ntwo\n')
  })

  test('is refused when the bytes are no text', () => {
    expect(() => decodeText(hex('89504e470d0a1a0a0000000d'), 'logo.txt')).toThrow('"logo.txt" is not a text file.')
    expect(() => decodeText(hex('feff5e74d8'), 'cut.txt')).toThrow('is marked as utf-16be')
  })
})
