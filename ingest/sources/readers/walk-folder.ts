import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { LorekeepError, messageOf } from '../../../src/domain/errors.ts'
import type { Source } from '../../../src/domain/documents/source.ts'
import { isLabelFile } from '../../labels/label-files.ts'
import { loaderFor, readFormats } from '../../loaders/loaders.ts'
import { comparePaths } from '../../../src/domain/documents/compare-paths.ts'
import type { FoundFile, UnreadablePlace, WalkNotes } from './source-reader.ts'
import { wantedBy } from './wanted-by.ts'

/**
 * The files of a folder at or below some places, in code-point order of path. Hidden files and label
 * files are passed over in silence; links and files of other kinds are noted as skipped.
 * @param except a folder that is passed over with all that lies in it, by whatever path the walk gets to it;
 *   a source whose root lies below it does not get to it
 * @throws LorekeepError `path-not-found` when a place does not exist or belongs to `except`
 */
export async function* walkFolder(
  source: Pick<Source, 'root' | 'include' | 'exclude'>,
  places: readonly string[],
  notes: WalkNotes,
  except?: string,
): AsyncGenerator<FoundFile> {
  const isWanted = wantedBy(source)
  const isExcepted = await createIsFolder(except)
  for (const place of withoutNested(places)) {
    const info = await statPlace(place)
    for (const folder of foldersDownTo(place)) if (await isExcepted(folder)) throw ownFolder(place)
    if (info.isDirectory()) yield* walk(place)
    else if (loaderFor(place) === undefined) throw notReadable(place)
    else if (isWanted(pathOf(place))) yield await foundFile(place)
  }

  async function* walk(folder: string): AsyncGenerator<FoundFile> {
    for (const entry of await entriesOf(folder)) {
      const inside = join(folder, entry.name)
      const path = pathOf(inside)
      const problem = problemOfName(entry.name)
      if (problem !== undefined) notes.unreadable({ path, code: 'path-not-found', ...problem })
      else if (entry.isDirectory()) yield* walk(inside)
      else if (!isLabelFile(path) && isWanted(path)) {
        if (!entry.isFile() || loaderFor(path) === undefined) notes.skipped(path)
        else {
          const found = await foundFile(inside).catch((error: unknown) => noteUnreadable(path, error))
          if (found !== undefined) yield found
        }
      }
    }
  }

  async function entriesOf(folder: string): Promise<readonly Dirent[]> {
    try {
      if (await isExcepted(folder)) return []
      return inPathOrder(await readdir(folder, { withFileTypes: true }))
    } catch (error) {
      notes.unreadable({
        path: pathOf(folder),
        code: 'path-not-found',
        reason: `The folder cannot be read: ${messageOf(error)}.`,
        hint: 'Give the account that runs Lorekeep the right to read it.',
      })
      return []
    }
  }

  /** The place and the folders around it, up to the root of the source. */
  function foldersDownTo(place: string): readonly string[] {
    const above = place === source.root || !place.startsWith(source.root) ? [] : foldersDownTo(dirname(place))
    return [...above, place]
  }

  function noteUnreadable(path: string, error: unknown): undefined {
    notes.unreadable({ path, code: 'path-not-found', reason: `The file cannot be read: ${messageOf(error)}.` })
  }

  async function foundFile(absolutePath: string): Promise<FoundFile> {
    const { size, mtimeMs } = await stat(absolutePath)
    const path = pathOf(absolutePath)
    return { absolutePath, path, name: path, bytes: size, modifiedAt: Math.trunc(mtimeMs) }
  }

  function pathOf(absolutePath: string): string {
    return relative(source.root, absolutePath).split(sep).join('/')
  }
}

/**
 * Whether a path is a certain folder. The system's number of it is compared, for a folder can have other
 * paths: by links, by mounts into a container, by case.
 */
async function createIsFolder(certain: string | undefined): Promise<(path: string) => Promise<boolean>> {
  if (certain === undefined) return async () => false
  const { dev, ino } = await stat(certain, { bigint: true })
  return async (path) => {
    const info = await stat(path, { bigint: true })
    return info.dev === dev && info.ino === ino
  }
}

/** Entries such that the paths of all files below them come out in order: a folder counts with its slash. */
function inPathOrder(entries: readonly Dirent[]): readonly Dirent[] {
  const keyOf = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name)
  return entries
    .filter(({ name }) => !isPassedOver(name))
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .toSorted((a, b) => comparePaths(a.key, b.key))
    .map(({ entry }) => entry)
}

/** Hidden files, and those that Office keeps beside an open document. */
function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$')
}

/** Why a file of this name cannot be kept track of. */
function problemOfName(name: string): Pick<UnreadablePlace, 'reason' | 'hint'> | undefined {
  if (name.includes('\ufffd')) {
    return {
      reason: 'Its name is not written in UTF-8.',
      hint: 'Rename it, for instance with: convmv -f gbk -t utf-8 --notest -r FOLDER',
    }
  }
  if (/\p{Cc}/u.test(name))
    return { reason: 'Its name holds a line break or another control character.', hint: 'Rename it.' }
  return undefined
}

/** Places in order, less those that lie in another one. */
function withoutNested(places: readonly string[]): readonly string[] {
  const isInside = (place: string, other: string) => place === other || place.startsWith(`${other}${sep}`)
  const sorted = [...new Set(places)].toSorted((a, b) => comparePaths(`${a}${sep}`, `${b}${sep}`))
  return sorted.filter((place, at) => !sorted.slice(0, at).some((other) => isInside(place, other)))
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

function ownFolder(place: string): LorekeepError {
  return new LorekeepError('path-not-found', `${place} belongs to Lorekeep itself and is not read.`, {
    hint: 'Name a folder outside of DATA_DIR.',
  })
}

function notReadable(place: string): LorekeepError {
  return new LorekeepError('document-unreadable', `${place} is of a kind that cannot be read.`, {
    hint: `${readFormats} can be ingested.`,
  })
}
