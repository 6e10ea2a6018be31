import { isAbsolute } from 'node:path'
import { LorekeepError } from '../../src/domain/errors.ts'
import type { Source } from '../../src/domain/documents/source.ts'
import { resolvePlace } from './resolve-place.ts'
import { isInside } from './is-inside.ts'

/**
 * The known source, and the place in it, that somebody who is not at this machine means: a source by
 * its name, a path inside of one, or both. Nothing outside of known sources can be reached like this.
 * @throws LorekeepError `not-found`, `forbidden`, `bad-request`, `path-not-found`
 */
export async function placeInSource(
  { name, path }: { readonly name?: string; readonly path?: string },
  known: readonly Source[],
): Promise<{ readonly source: Source; readonly place: string }> {
  const candidates = name === undefined ? known : known.filter((source) => source.name === name)
  if (name !== undefined && candidates.length === 0) {
    throw new LorekeepError('not-found', `There is no source ${JSON.stringify(name)}.`, {
      hint:
        known.length === 0
          ? 'Ingest a folder first: lorekeep ingest FOLDER --source NAME'
          : `Known are: ${known.map((source) => source.name).join(', ')}.`,
    })
  }
  const [named] = candidates
  if (path === undefined && named !== undefined) return { source: named, place: named.root }
  if (path === undefined || !isAbsolute(path)) {
    throw new LorekeepError('bad-request', 'The path is not absolute.', {
      hint: 'Give the whole path of a file or folder as the service sees it.',
    })
  }
  const place = await resolvePlace(path)
  const around = candidates.find(({ origin, root }) => origin.kind === 'folder' && isInside(place, root))
  if (around !== undefined) return { source: around, place }
  throw new LorekeepError(
    'forbidden',
    `${path} does not lie in ${name === undefined ? 'a known source' : `the source ${JSON.stringify(name)}`}.`,
    {
      hint: 'Make its folder a source first, on the machine itself: lorekeep ingest FOLDER --source NAME',
    },
  )
}
