import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { SourceOrigin } from '../../src/domain/documents/source.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import { errorCodeOf } from '../loaders/error-code.ts'
import { loaderFor } from '../loaders/loaders.ts'
import type { ParserPool } from '../loaders/parsing/parser-pool.ts'
import type { SourceReader } from '../sources/readers/source-reader.ts'

export interface ReadOriginalParts {
  readonly registry: DocumentRegistry
  readonly parser: ParserPool
  readonly readers: Readonly<Record<SourceOrigin['kind'], SourceReader>>
  /** A folder of our own for what archives hold while it is read. */
  readonly originalsFolder: string
}

/** The bytes that a document was read from; undefined when the file is gone or holds something else now. */
export type ReadOriginal = (document: RegisteredDocument, signal: AbortSignal) => Promise<Uint8Array | undefined>

/** Finds a document's file again, in the archive or mail that holds it where it has none of its own. */
export function createReadOriginal(parts: ReadOriginalParts): ReadOriginal {
  return async (document, signal) => {
    const source = (await parts.registry.sources()).find(({ name }) => name === document.source)
    if (source === undefined) return undefined
    const locate = (path: string) => parts.readers[source.origin.kind].locate(source, path)
    const folder = join(parts.originalsFolder, randomUUID())
    try {
      const bytes = await read(document.path, locate, folder, signal)
      const isTheSame = bytes !== undefined && sha256(bytes) === document.contentHash
      return isTheSame ? bytes : undefined
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async function read(
    path: string,
    locate: (path: string) => Promise<string>,
    folder: string,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const whole = await readIfThere(await locate(path))
    if (whole !== undefined) return whole
    for (const { container, inside } of containersOf(path)) {
      const file = await locate(container)
      if (!(await isFile(file))) continue
      await mkdir(folder, { recursive: true })
      await parts.parser.unpack(file, container, folder, signal)
      const deeper = join(folder, randomUUID())
      return read(inside, async (member) => join(folder, member), deeper, signal)
    }
    return undefined
  }
}

/** Every part of a path that may be an archive or a mail, with what follows it: the outermost first. */
function containersOf(path: string): readonly { readonly container: string; readonly inside: string }[] {
  return [...path.matchAll(/\//g)]
    .map(({ index }) => ({ container: path.slice(0, index), inside: path.slice(index + 1) }))
    .filter(({ container }) => loaderFor(container)?.unpack !== undefined)
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isFile(),
    () => false,
  )
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR', 'EISDIR'].includes(errorCodeOf(error) ?? '')) return undefined
    throw error
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
