import { type Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import { LorekeepError, messageOf } from '../src/domain/errors.ts'
import type { Source } from '../src/domain/source.ts'
import { isLabelFile } from './labels/label-files.ts'
import { loaderFor, readFormats } from './loaders/loaders.ts'

/** A file that can be ingested. */
export interface FoundFile {
  readonly absolutePath: string
  /** Relative to the source's root, with `/` between parts. */
  readonly path: string
  readonly bytes: number
  readonly modifiedAt: number
}

export interface Found {
  readonly files: readonly FoundFile[]
  /** Places that could not be looked into; documents below them are left as they are. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[]
  /** Files of kinds that no loader reads, and links. */
  readonly skipped: number
}

/**
 * The files of a source at or below the given places, in order of path. Hidden files, label files and
 * links are passed over.
 * @param places absolute paths inside the source's root
 * @throws LorekeepError `path-not-found` when a place does not exist
 */
export async function find(source: Source, places: readonly string[]): Promise<Found> {
  const files: FoundFile[] = []
  const unreadable: { path: string; reason: string }[] = []
  let skipped = 0
  const wanted = picomatch(source.include.length === 0 ? '**' : [...source.include], { dot: false, nocase: true })
  const unwanted = picomatch([...source.exclude], { dot: true, nocase: true })
  const pathOf = (absolutePath: string) => relative(source.root, absolutePath).split(sep).join('/')

  const takeFile = async (absolutePath: string) => {
    const path = pathOf(absolutePath)
    if (isLabelFile(path) || unwanted(path) || !wanted(path)) return
    if (loaderFor(path) === undefined) {
      skipped += 1
      return
    }
    const info = await stat(absolutePath)
    files.push({ absolutePath, path, bytes: info.size, modifiedAt: Math.trunc(info.mtimeMs) })
  }

  const takeFolder = async (absolutePath: string) => {
    let entries: readonly Dirent[]
    try {
      entries = await readdir(absolutePath, { withFileTypes: true })
    } catch (error) {
      unreadable.push({ path: pathOf(absolutePath), reason: `The folder cannot be read: ${messageOf(error)}.` })
      return
    }
    for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
      if (entry.name.startsWith('.')) continue
      const inside = join(absolutePath, entry.name)
      if (entry.isDirectory()) await takeFolder(inside)
      else if (entry.isFile()) await takeFile(inside)
      else skipped += 1
    }
  }

  for (const place of places) {
    const info = await statPlace(place)
    if (info.isDirectory()) await takeFolder(place)
    else if (loaderFor(place) === undefined) {
      throw new LorekeepError('document-unreadable', `${place} is of a kind that cannot be read.`, {
        hint: `${readFormats} files can be ingested.`,
      })
    } else await takeFile(place)
  }
  return { files, unreadable, skipped }
}

/** The real, absolute path of a place that somebody named. @throws LorekeepError `path-not-found` */
export async function resolvePlace(place: string): Promise<string> {
  await statPlace(resolve(place))
  return realpath(resolve(place))
}

async function statPlace(place: string) {
  try {
    return await stat(place)
  } catch (error) {
    throw new LorekeepError('path-not-found', `There is no file or folder ${place}, or it cannot be opened.`, {
      hint: 'Check the path and that the account of the service may read it.',
      cause: error,
    })
  }
}
