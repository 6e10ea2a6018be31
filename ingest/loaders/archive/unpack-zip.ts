import type { Entry } from 'yauzl'
import type { FileContent, UnpackedFile, Unpacker } from '../loaded-document.ts'
import { UnpackedFolder } from '../unpacking/unpacked-folder.ts'
import { type UnpackLimits, unpackLimits } from '../unpacking/unpack-limits.ts'
import { openZip } from './zip-entries.ts'

const linkType = 0xa000
const typeMask = 0xf000
/** DOS had no earlier time; an entry without one has nothing in its fields. */
const firstTime = Date.UTC(1980, 0, 1)

/**
 * Takes the files out of a ZIP archive that somebody can use. Hidden files and what macOS adds are passed
 * over; files that are encrypted, damaged, linked or lead out of the folder are listed as failures.
 * @param isWanted whether anything reads a file of this name
 */
export function zipUnpacker(isWanted: (path: string) => boolean, limits: UnpackLimits = unpackLimits): Unpacker {
  return async (file: FileContent, folder: string): Promise<readonly UnpackedFile[]> => {
    const { zip, entries } = await openZip(file.bytes, file.path, limits.entries)
    const unpacked = new UnpackedFolder(file.path, folder, limits)
    for (const { entry, name } of entries) {
      if (/[\\/]$/.test(name) || isHidden(name) || !isWanted(name)) continue
      const held = {
        name,
        modifiedAt: modifiedAt(entry) ?? file.modifiedAt ?? 0,
        packedBytes: entry.compressedSize,
        crc32: entry.crc32,
      }
      const reason = whyNot(entry)
      if (reason !== undefined) unpacked.fail(held, reason)
      else await unpacked.write(held, () => zip.openReadStreamPromise(entry))
    }
    return unpacked.files
  }
}

function isHidden(name: string): boolean {
  return name.split(/[\\/]/).some((part) => part === '__MACOSX' || /^\.[^./\\]/.test(part))
}

function whyNot(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return 'is encrypted'
  if (((entry.externalFileAttributes >>> 16) & typeMask) === linkType) return 'is a link to another file'
  return entry.canDecodeFileData() ? undefined : `is packed in a way that is not read (${entry.compressionMethod})`
}

/** Old archives note the time of a clock on a wall: it is read as UTC, so that every machine reads the same. */
function modifiedAt(entry: Entry): number | undefined {
  const time = entry.getLastModDate({ timezone: 'UTC' }).valueOf()
  return Number.isNaN(time) || time < firstTime ? undefined : Math.trunc(time)
}
