import type { Entry, ZipFile } from 'yauzl'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import { tooLarge } from '../unpacking/unpacked-folder.ts'
import { unreadable } from '../unreadable.ts'
import { zipNames } from './zip-names.ts'

/** One entry of an archive, with its name decoded and nothing else believed. */
export interface ZipEntry {
  readonly name: string
  readonly entry: Entry
}

export interface ZipArchive {
  readonly zip: ZipFile
  readonly entries: readonly ZipEntry[]
}

/** The fixed part of the header that stands before each entry's data (APPNOTE 4.3.7). */
const localHeaderBytes = 30

/**
 * Opens an archive and lists what its directory says, folders included.
 * @throws LorekeepError `document-unreadable` for what is no whole archive, `too-large` for one with too
 *   many entries, or with entries that share their data
 */
export async function openZip(bytes: Uint8Array, path: string, maxEntries: number): Promise<ZipArchive> {
  const { fromBufferPromise, getFileNameLowLevel } = await import('yauzl')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const options = { decodeStrings: false, validateEntrySizes: false, lazyEntries: true }
  try {
    const zip = await fromBufferPromise(buffer, options)
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > maxEntries) throw tooLarge(path, `holds more than ${maxEntries} files`)
    }
    if (shareData(entries)) throw tooLarge(path, 'holds files that lie over each other')
    const names = zipNames(entries, getFileNameLowLevel)
    return { zip, entries: entries.map((entry, at) => ({ entry, name: names[at] ?? '' })) }
  } catch (error) {
    if (error instanceof LorekeepError) throw error
    const hint = 'Download or pack it again. Archives of several parts and other formats named .zip are not read.'
    if (/encrypt/.test(messageOf(error))) {
      throw unreadable(path, 'is encrypted', 'Pack it again without a password.', error)
    }
    throw unreadable(path, `is no ZIP archive or is damaged: ${messageOf(error)}`, hint, error)
  }
}

/** Entries that lie over each other make a small file large: what honest programs write never does. */
function shareData(entries: readonly Entry[]): boolean {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  return ordered.some((entry, at) => {
    const next = ordered[at + 1]
    const end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.compressedSize
    return next !== undefined && end > next.relativeOffsetOfLocalHeader
  })
}
