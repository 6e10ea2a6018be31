import { inflateRawSync } from 'node:zlib'
import { LorekeepError } from '../../../src/domain/errors.ts'
import { errorCodeOf } from '../error-code.ts'
import { unreadable } from '../unreadable.ts'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endLength = 22
const entryLength = 46
const localLength = 30
const deflated = 8

/**
 * Refuses an Office file whose XML parts unpack to more than `limit` bytes in all, without ever
 * unpacking more than that. What the archive says about its sizes is not believed. A file that is
 * no archive passes: whoever opens it next says so (ZIP: APPNOTE 6.3.10, 4.3).
 * @throws LorekeepError `too-large`, or `document-unreadable` for damaged parts
 */
export function checkUnpackedSize(bytes: Uint8Array, path: string, limit: number): void {
  let room = limit
  for (const part of xmlParts(bytes)) {
    room -= part.isDeflated ? inflatedSize(part.data, path, room) : part.data.length
    if (room < 0) throw tooLarge(path, limit)
  }

  function inflatedSize(data: Uint8Array, file: string, maxOutputLength: number): number {
    try {
      return inflateRawSync(data, { maxOutputLength: Math.max(1, maxOutputLength) }).length
    } catch (error) {
      if (errorCodeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(file, limit)
      throw unreadable(
        file,
        'is damaged: a part of it cannot be unpacked',
        'Open it in Office and save it again.',
        error,
      )
    }
  }
}

function tooLarge(path: string, limit: number): LorekeepError {
  const megabytes = Math.round(limit / 2 ** 20)
  return new LorekeepError('too-large', `"${path}" unpacks to more than ${megabytes} MB of text.`, {
    hint: 'Split the document, or check where it came from: files made to exhaust memory look like this.',
  })
}

function* xmlParts(bytes: Uint8Array): Iterable<{ readonly data: Uint8Array; readonly isDeflated: boolean }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return
  let at = view.getUint32(end + 16, true)
  while (at + entryLength <= bytes.length && view.getUint32(at, true) === entrySignature) {
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength))
    const local = view.getUint32(at + 42, true)
    if (/\.(?:xml|rels)$/i.test(name) && local + localLength <= bytes.length) {
      const start = local + localLength + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
      const data = bytes.subarray(start, start + view.getUint32(at + 20, true))
      yield { data, isDeflated: view.getUint16(at + 10, true) === deflated }
    }
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
}

/** The end record lies behind everything else, but for a comment of up to 64 KB. */
function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === endSignature) return at
  return undefined
}
