import { unzipSync } from 'fflate'
import { messageOf } from '../../../src/domain/errors.ts'
import type { FileContent } from '../loaded-document.ts'
import { unreadable } from '../unreadable.ts'
import { checkUnpackedSize } from './check-unpacked-size.ts'
import { elementsOf, parseXml, type XmlElement } from './xml-tree.ts'

/** What a format of Office calls itself in messages. */
export interface OfficeKind {
  readonly extension: string
  readonly formerExtension: string
  readonly program: string
  /** Such as `a Word document`. */
  readonly noun: string
}

/** A reference of one part to another (ECMA-376 part 2, relationships). */
export interface Relationship {
  readonly id: string
  /** The last word of its type, such as `slide` or `footnotes`. */
  readonly type: string
  /** The part that it leads to, without a leading slash; the address if it leads out of the file. */
  readonly target: string
}

/** The XML parts of an Office file. Names of parts are not case sensitive. */
export interface OfficePackage {
  /** The part that everything else hangs on. */
  readonly main: string
  /** The source of a part; undefined for one that is not there. */
  source(part: string): string | undefined
  /** @throws LorekeepError `document-unreadable` for a part that is not well-formed */
  xml(part: string): XmlElement | undefined
  /** What a part refers to, in the order of the file, all or of one type. */
  related(part: string, type?: string): readonly Relationship[]
}

const maxUnpackedBytes = 128 * 2 ** 20

/**
 * Opens a Word, Excel or PowerPoint file.
 * @param mostBytes how much its parts may hold unpacked
 * @throws LorekeepError `document-unreadable` for what is protected, cut off or another kind of file; `too-large`
 */
export function openPackage(
  { bytes, path }: FileContent,
  kind: OfficeKind,
  mostBytes = maxUnpackedBytes,
): OfficePackage {
  if (isCompoundFile(bytes)) {
    throw unreadable(
      path,
      `is protected by a password or in the old ${kind.formerExtension} format`,
      `Open it in ${kind.program}, remove the password and save it as ${kind.extension}.`,
    )
  }
  checkUnpackedSize(bytes, path, mostBytes)
  const parts = unpack(bytes, path, kind)
  const part = (name: string) => parts.get(name.toLowerCase())

  function source(name: string): string | undefined {
    const content = part(name)
    return content === undefined ? undefined : new TextDecoder(encodingOf(content)).decode(content)
  }

  function xml(name: string): XmlElement | undefined {
    const text = source(name)
    try {
      return text === undefined ? undefined : parseXml(text)
    } catch (error) {
      throw unreadable(path, `is damaged: ${messageOf(error)}`, saveAgain(kind), error)
    }
  }

  function related(name: string, type?: string): readonly Relationship[] {
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    const list = xml(`${folder}_rels/${name.slice(folder.length)}.rels`)
    return elementsOf(list)
      .map(({ attributes }) => ({
        id: attributes['Id'] ?? '',
        type: (attributes['Type'] ?? '').replace(/^.*\//, ''),
        target:
          attributes['TargetMode'] === 'External'
            ? (attributes['Target'] ?? '')
            : partName(folder, attributes['Target'] ?? ''),
      }))
      .filter((relationship) => type === undefined || relationship.type === type)
  }

  const main = related('', 'officeDocument')[0]?.target
  if (main === undefined || part(main) === undefined) {
    throw unreadable(path, `is not ${kind.noun}`, saveAgain(kind))
  }
  return { main, source, xml, related }
}

/** Whether the bytes are a file of the formats before 2007, or one that is encrypted, which is wrapped in the same way. */
function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

function unpack(bytes: Uint8Array, path: string, kind: OfficeKind): ReadonlyMap<string, Uint8Array> {
  try {
    const parts = unzipSync(bytes, {
      // A part that claims to be larger than all of them were found to be is not believed.
      filter: ({ name, originalSize }) => /\.(?:xml|rels)$/i.test(name) && originalSize <= maxUnpackedBytes,
    })
    return new Map(
      Object.entries(parts).map(([name, content]) => [
        name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase(),
        content,
      ]),
    )
  } catch (error) {
    throw unreadable(path, `is not a ${kind.extension} file or was cut off`, saveAgain(kind), error)
  }
}

function saveAgain({ program, extension }: OfficeKind): string {
  return `Open it in ${program} and save it again as ${extension}.`
}

function partName(folder: string, target: string): string {
  return decodeURI(new URL(target.replaceAll('\\', '/'), `part:///${folder}`).pathname).replace(/^\/+/, '')
}

/** XML is UTF-8 or marked as UTF-16 (XML 1.0, 4.3.3). */
function encodingOf(content: Uint8Array): string {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  return content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : 'utf-8'
}
