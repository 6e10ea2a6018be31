import { isUtf8 } from 'node:buffer'
import { guessEncoding } from './guess-encoding.ts'
import { unreadable } from '../unreadable.ts'

const encodingHint = 'Save the file as plain text in UTF-8 and try again.'
/** What a decoder writes for bytes that it cannot decode. */
const undecodable = '\uFFFD'

/** Encodings that a web page is believed to be in when it says so; all are known to TextDecoder. */
const declarable =
  /^(?:gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr|iso-8859-(?:[1-8]|10|1[3-6])|windows-125[0-8]|koi8-[ru])$/i

/** What Windows-1252 has at 0x80 to 0x9F. */
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * The text of a file of unknown encoding: UTF-8 or UTF-16 by byte order mark, then UTF-8 if it is
 * valid, then what the file declares, then what it looks like: UTF-8, UTF-16, GB18030, Big5 or
 * Windows-1252. A byte order mark is not part of the text; line ends stay as they are.
 * @throws LorekeepError `document-unreadable` for bytes that are no text
 */
export function decodeText(bytes: Uint8Array, path: string, declared?: string): string {
  const text = decode(bytes, path, declared)
  if (text.includes('\0') || controlShare(text) > 0.02) throw unreadable(path, 'is not a text file', encodingHint)
  return text
}

function decode(bytes: Uint8Array, path: string, declared: string | undefined): string {
  const marked = encodingOfMark(bytes)
  const believed = declared && declarable.test(declared) && !isUtf8(bytes) ? declared : undefined
  const encoding = marked ?? believed ?? guessEncoding(bytes)
  const decoded = new TextDecoder(encoding).decode(bytes)
  const text = /^(?:windows-1252|iso-8859-1)$/i.test(encoding) ? withWindowsSigns(decoded) : decoded
  if (marked && text.includes(undecodable)) {
    throw unreadable(path, `is marked as ${marked} but holds bytes that are not`, encodingHint)
  }
  return text
}

/** Some versions of Node decode Windows-1252 as if it were Latin-1, which has controls in these places. */
function withWindowsSigns(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => windowsSigns[control.charCodeAt(0) - 0x80] ?? control)
}

/** The encoding that a byte order mark announces. */
export function encodingOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function controlShare(text: string): number {
  // oxlint-disable-next-line no-control-regex -- control characters are what is counted
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0
  return text.length === 0 ? 0 : controls / text.length
}
