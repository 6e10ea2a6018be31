import { describe, expect, test } from '@jest/globals'
import { decodeText } from '../../../../ingest/loaders/text/decode-text.ts'
import { encodeLegacy } from '../../../support/files/legacy-encoding.ts'

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

  test.each([
    ['gb18030', '员工出差前应当在系统中提交申请，经部门负责人批准后方可预订机票。'],
    ['gb18030', '報銷單應當在三十日內提交，逾期不予受理。'],
    ['big5', '員工出差前應當在系統中提交申請，經部門負責人核准後方可預訂機票。'],
    ['big5', '年假規定'],
    ['gb18030', '年假规定'],
    ['windows-1252', 'Größe, Maße und Überprüfung der Prüfgeräte: siehe § 4 – “Änderungen”.'],
    ['windows-1252', 'Les congés payés sont à demander à l’avance ; où et comment ? À l’accueil, côté été.'],
    ['windows-1252', 'Año, señor, ¿cuántos días de vacaciones?'],
  ] as const)('is told to be %s: %s', (encoding, text) => {
    expect(decodeText(encodeLegacy(text, encoding), 'a.txt')).toBe(text)
  })

  test.each(['Annual leave is 30 days.\n', '年假规定：员工每年有三十天的假期。'])(
    'is read as UTF-16 without a mark: %s',
    (text) => {
      const littleEndian = Buffer.from(text, 'utf16le')
      expect(decodeText(littleEndian, 'a.txt')).toBe(text)
      expect(decodeText(Buffer.from(littleEndian).swap16(), 'a.txt')).toBe(text)
    },
  )

  test('keeps its encoding when a few of its bytes are damaged', () => {
    const chinese = '员工出差前应当在系统中提交申请。'.repeat(20)
    expect(decodeText(Uint8Array.of(...encodeLegacy(chinese, 'gb18030'), 0xff), 'a.txt')).toContain(chinese)
    expect(decodeText(Uint8Array.of(...utf8(chinese), 0xff), 'a.txt')).toContain(chinese)
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
