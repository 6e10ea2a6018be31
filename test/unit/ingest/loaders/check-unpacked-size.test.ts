import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { checkUnpackedSize } from '../../../../ingest/loaders/office/check-unpacked-size.ts'

/** An archive of one part, which claims to unpack to nothing. */
function archiveOf(name: string, data: Uint8Array): Uint8Array {
  const local = Buffer.alloc(30 + name.length)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  local.write(name, 30)
  const entry = Buffer.alloc(46 + name.length)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt16LE(name.length, 28)
  entry.write(name, 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(local.length + data.length, 16)
  return Buffer.concat([local, data, entry, end])
}

const tenThousand = deflateRawSync(Buffer.alloc(10_000))

describe('an Office file', () => {
  test('[P8] that unpacks to more than is allowed is refused, whatever it says about its size', () => {
    const bomb = archiveOf('word/document.xml', tenThousand)
    expect(() => checkUnpackedSize(bomb, 'a.docx', 9_999)).toThrow('"a.docx" unpacks to more than')
    expect(() => checkUnpackedSize(bomb, 'a.docx', 10_000)).not.toThrow()
  })

  test('[P8] with a part that cannot be unpacked is refused as damaged', () => {
    const damaged = archiveOf('word/document.xml', Uint8Array.of(7, 7, 7))
    expect(() => checkUnpackedSize(damaged, 'a.docx', 100)).toThrow('"a.docx" is damaged')
  })

  test('may hold large pictures, since they are never unpacked', () => {
    expect(() => checkUnpackedSize(archiveOf('word/media/map.png', tenThousand), 'a.docx', 100)).not.toThrow()
  })

  test('that is no archive is left to whoever opens it', () => {
    expect(() => checkUnpackedSize(Uint8Array.of(1, 2, 3), 'a.docx', 100)).not.toThrow()
  })
})
