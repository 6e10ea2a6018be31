import { chunkIdOf, ordinalOf, versionOf } from '../../domain/documents/chunk.ts'
import type { Passage } from '../../domain/documents/passage.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'

/** About half a page: enough to understand what was found, little enough to be read at a glance. */
const longestPassage = 512

/** How far around a chunk neighbours are looked for. */
const reach = 3

/** The chunks that may be joined to a passage. */
export function neighboursOf({ chunkId }: Pick<Passage, 'chunkId'>): readonly string[] {
  const [version, ordinal] = [versionOf(chunkId), ordinalOf(chunkId)]
  return Array.from({ length: 2 * reach + 1 }, (_, at) => ordinal - reach + at)
    .filter((other) => other >= 0 && other !== ordinal)
    .map((other) => chunkIdOf(version, other))
}

/** Chunks that follow one another, to be shown as one passage. */
export interface Stretch<T extends Passage> {
  /** What was found. */
  readonly found: T
  readonly start: number
  readonly end: number
  readonly headingPath: readonly string[]
  readonly page?: number
}

/**
 * Joins to each passage the chunks around it: those of its section, of the section around it and of the sections in it,
 * as long as it stays readable. What one passage holds, no later one holds again.
 * @param passages best first
 * @param neighbours as far as they may be read, by their ids
 */
export function joinNeighbours<T extends Passage>(
  passages: readonly T[],
  neighbours: ReadonlyMap<string, Passage>,
): readonly Stretch<T>[] {
  const taken = new Set<string>()
  return passages.flatMap((found) => {
    if (taken.has(found.chunkId)) return []
    const stretch = grow(found, neighbours, taken)
    for (const { chunkId } of stretch) taken.add(chunkId)
    const first = stretch[0] ?? found
    return [
      {
        found,
        start: first.start,
        end: stretch.at(-1)?.end ?? found.end,
        headingPath: stretch.map(({ headingPath }) => headingPath).reduce(sharedPath),
        ...(first.page !== undefined && { page: first.page }),
      },
    ]
  })
}

function grow(
  found: Passage,
  neighbours: ReadonlyMap<string, Passage>,
  taken: ReadonlySet<string>,
): readonly Passage[] {
  const version = versionOf(found.chunkId)
  const stretch = [found]
  let tokens = estimateTokens(found.text)
  const next = { after: ordinalOf(found.chunkId) + 1, before: ordinalOf(found.chunkId) - 1 }
  const open = new Set<'after' | 'before'>(['after', 'before'])
  while (open.size > 0) {
    for (const side of open) {
      const id = chunkIdOf(version, next[side])
      const neighbour = taken.has(id) ? undefined : neighbours.get(id)
      const size = neighbour === undefined ? 0 : estimateTokens(neighbour.text)
      if (neighbour === undefined || !belongTogether(found, neighbour) || tokens + size > longestPassage) {
        open.delete(side)
        continue
      }
      tokens += size
      if (side === 'after') stretch.push(neighbour)
      else stretch.unshift(neighbour)
      next[side] += side === 'after' ? 1 : -1
    }
  }
  return stretch
}

function belongTogether({ headingPath: a }: Passage, { headingPath: b }: Passage): boolean {
  return sharedPath(a, b).length === Math.min(a.length, b.length)
}

function sharedPath(a: readonly string[], b: readonly string[]): readonly string[] {
  const differs = a.findIndex((heading, at) => heading !== b[at])
  return differs === -1 ? a : a.slice(0, differs)
}
