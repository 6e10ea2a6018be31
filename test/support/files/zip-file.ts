import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a generated archive; what is not given is what an honest program would write. */
export interface ZipFileEntry {
  readonly name: string | Uint8Array
  readonly content: string | Uint8Array
  readonly stored?: boolean
  /** The general purpose bits; by default those of a name in UTF-8. */
  readonly flags?: number
  readonly method?: number
  /** Mode bits of Unix, such as 0o120777 for a link. */
  readonly mode?: number
  readonly extra?: Uint8Array
  readonly statedBytes?: number
  readonly statedCrc?: number
  /** Shares the data of the entry at this place instead of having its own. */
  readonly sharesDataOf?: number
  /** Packed bytes to write as they are, instead of packing the content. */
  readonly packed?: Uint8Array
}

const utf8Names = 0x800
/** 2026-04-01 12:30:00, as DOS notes it. */
const dosDate = ((2026 - 1980) << 9) | (4 << 5) | 1
const dosTime = (12 << 11) | (30 << 5)

/** Writes a ZIP archive (APPNOTE 6.3.10, 4.3), a hostile one if asked to. */
export function zipFile(entries: readonly ZipFileEntry[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let offset = 0
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? Buffer.from(entry.name) : Buffer.from(entry.name)
    const content = typeof entry.content === 'string' ? Buffer.from(entry.content) : Buffer.from(entry.content)
    const packed = entry.packed ?? (entry.stored ? content : deflateRawSync(content))
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(entry.flags ?? utf8Names, 2)
    head.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4)
    head.writeUInt16LE(dosTime, 6)
    head.writeUInt16LE(dosDate, 8)
    head.writeUInt32LE(entry.statedCrc ?? crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(entry.statedBytes ?? content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const extra = Buffer.from(entry.extra ?? [])
    const at = entry.sharesDataOf === undefined ? offset : (offsets[entry.sharesDataOf] ?? 0)
    offsets.push(at)
    if (entry.sharesDataOf === undefined) {
      const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, name, packed])
      bodies.push(body)
      offset += body.length
    }
    head.writeUInt16LE(extra.length, 24)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), head, tail, name, extra)
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Math.min(0xffff, entries.length), 4)
  end.writeUInt16LE(Math.min(0xffff, entries.length), 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), end])
}
