import type { Entry, getFileNameLowLevel } from 'yauzl'
import { guessEncoding } from '../text/guess-encoding.ts'

/** General purpose bit 11: names are UTF-8 (APPNOTE 4.4.4). */
const utf8Flag = 0x800

/**
 * The names of an archive's entries as the person saw them who packed it. A name that is marked as
 * UTF-8, has an Info-ZIP Unicode path or is valid UTF-8 is that. What Windows packed in China or Taiwan
 * is in its code page without saying so; which one is told from all such names together. The rest
 * is CP437, as the standard has it.
 * @param decode yauzl's decoder, which knows the standard but not what Windows does
 */
export function zipNames(entries: readonly Entry[], decode: typeof getFileNameLowLevel): readonly string[] {
  const unicodeName = (entry: Entry): string | undefined => {
    const name = decode(utf8Flag, entry.fileNameRaw, entry.extraFields, true)
    const isMarked = (entry.generalPurposeBitFlag & utf8Flag) !== 0
    return isMarked || !name.includes('\uFFFD') ? name : undefined
  }
  const unmarked = entries.flatMap((entry) => (unicodeName(entry) === undefined ? [entry.fileNameRaw, newLine] : []))
  const encoding = unmarked.length === 0 ? undefined : guessEncoding(Buffer.concat(unmarked))
  const decoder = encoding === 'gb18030' || encoding === 'big5' ? new TextDecoder(encoding) : undefined
  return entries.map(
    (entry) =>
      unicodeName(entry) ??
      decoder?.decode(entry.fileNameRaw) ??
      decode(entry.generalPurposeBitFlag & ~utf8Flag, entry.fileNameRaw, [], true),
  )
}

const newLine = Buffer.from('\n')
