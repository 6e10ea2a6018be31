import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import { isLabelFile } from '../../labels/label-files.ts'
import { errorCodeOf } from '../error-code.ts'
import type { UnpackedFile } from '../loaded-document.ts'
import { unreadable } from '../unreadable.ts'
import { numberedPath, safePath } from './safe-path.ts'
import type { UnpackLimits } from './unpack-limits.ts'

/** A file that wants to be written, as its container describes it. */
export interface HeldFile {
  /** Its name or path in the container, which is not trusted. */
  readonly name: string
  readonly modifiedAt: number
  /** How many bytes it was packed into; absent where nothing is packed. */
  readonly packedBytes?: number
  /** The CRC-32 that the container notes for it. */
  readonly crc32?: number
}

const bombHint =
  'Check where it came from: archives made to exhaust a disk look like this. Unpack it by hand if you trust it.'

/**
 * The folder that a container is unpacked into. Files get safe and unique names, sizes are counted
 * while they are written, and what cannot be written is listed with the reason. A label file that
 * cannot be written ends it all, since what it would have closed must not stand open.
 */
export class UnpackedFolder {
  readonly #container: string
  readonly #folder: string
  readonly #limits: UnpackLimits
  readonly #files: UnpackedFile[] = []
  /** Paths in use, in lower case, since not every file system tells `A` from `a`. */
  readonly #taken = new Set<string>()
  #total = 0

  constructor(container: string, folder: string, limits: UnpackLimits) {
    this.#container = container
    this.#folder = folder
    this.#limits = limits
  }

  /** What was written or failed so far, in order. */
  get files(): readonly UnpackedFile[] {
    return this.#files
  }

  /** @throws LorekeepError `too-large` when the container exceeds the limits, `document-unreadable` for label files */
  async write(held: HeldFile, open: () => Promise<Readable>): Promise<void> {
    const safe = safePath(held.name, this.#limits)
    if ('problem' in safe) return this.fail(held, safe.problem)
    if (isLabelFile(held.name) !== isLabelFile(safe.path)) return this.fail(held, 'has a name that cannot be kept')
    if (isLabelFile(safe.path) && this.#taken.has(safe.path.toLowerCase())) return this.fail(held, 'is there twice')
    const path = this.#free(safe.path)
    const target = join(this.#folder, path)
    try {
      await mkdir(dirname(target), { recursive: true })
      const bytes = await this.#copy(held, await open(), target)
      this.#files.push({ path, bytes, modifiedAt: held.modifiedAt })
    } catch (error) {
      await rm(target, { force: true, recursive: false }).catch(() => undefined)
      if (error instanceof LorekeepError) throw error
      if (error instanceof GivenUp) return this.fail(held, error.message)
      if (isOfDisk(error)) throw unwritable(error)
      return this.fail(held, `is damaged: ${messageOf(error)}`)
    }
  }

  /** Lists a file that cannot be had, with the reason as the rest of a sentence. */
  fail(held: Pick<HeldFile, 'name' | 'modifiedAt'>, reason: string): void {
    const name = held.name.replace(/\p{Cc}/gu, '_')
    const safe = safePath(held.name, this.#limits)
    if (isLabelFile(name.replaceAll('\\', '/'))) {
      throw unreadable(
        this.#container,
        `holds the label file "${name}", which ${reason}`,
        'Without it nobody can tell who may read the files inside. Pack it again, or unpack it into a folder.',
      )
    }
    const path = this.#free('path' in safe ? safe.path : fallbackName(name))
    const hint = 'Unpack it by hand and store what is needed beside the archive.'
    const message = `"${name}" in "${this.#container}" ${reason}.`
    const failure = { code: 'document-unreadable', message, hint } as const
    this.#files.push({ path, bytes: 0, modifiedAt: held.modifiedAt, failure })
  }

  #free(path: string): string {
    let free = path
    for (let number = 2; this.#taken.has(free.toLowerCase()); number++) free = numberedPath(path, number)
    this.#taken.add(free.toLowerCase())
    return free
  }

  /** Inflates piece by piece, so that nothing is in memory or on disk beyond the limits. */
  async #copy(held: HeldFile, source: Readable, target: string): Promise<number> {
    const { totalBytes, fileBytes, ratio, ratioFreeBytes } = this.#limits
    let bytes = 0
    let sum = 0
    const count = (piece: Buffer) => {
      bytes += piece.length
      this.#total += piece.length
      if (this.#total > totalBytes) throw tooLarge(this.#container, `unpacks to more than ${megabytes(totalBytes)}`)
      if (bytes > fileBytes) throw new GivenUp(`is larger than ${megabytes(fileBytes)}`)
      const isBomb = bytes > ratioFreeBytes && bytes > ratio * (held.packedBytes ?? bytes)
      if (isBomb) throw tooLarge(this.#container, `holds a file that unpacks to more than ${ratio} times its size`)
      if (held.crc32 !== undefined) sum = crc32(piece, sum)
    }
    await pipeline(
      source,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          count(piece)
          yield piece
        }
      },
      createWriteStream(target, { flags: 'wx' }),
    )
    if (held.crc32 !== undefined && sum !== held.crc32) throw new GivenUp('is damaged: its checksum is wrong')
    return bytes
  }
}

/** @param reason the rest of a sentence */
export function tooLarge(container: string, reason: string): LorekeepError {
  return new LorekeepError('too-large', `"${container}" ${reason}.`, { hint: bombHint })
}

/** Ends one file, not the container. */
class GivenUp extends Error {}

function isOfDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'EACCES', 'EPERM', 'EIO'].includes(errorCodeOf(error) ?? '')
}

function unwritable(error: unknown): LorekeepError {
  return new LorekeepError('source-unavailable', `Unpacked files cannot be stored: ${messageOf(error)}.`, {
    hint: 'Make room in the folder for temporary files, and check that Lorekeep may write to it.',
    cause: error,
  })
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}

/** A name to report a file under whose own leads somewhere else. */
function fallbackName(name: string): string {
  const last = name.split(/[\\/]/).findLast((part) => !/^\.*$/.test(part))
  return last === undefined ? 'unnamed' : last.replace(/^[A-Za-z]:/, '').slice(0, 100)
}
