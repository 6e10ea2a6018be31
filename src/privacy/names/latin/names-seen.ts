import type { NameLists } from '../../../ports/name-lists.ts'
import type { FoundName } from '../found-name.ts'
import { partOf } from './latin-name-parts.ts'
import { isSpeaker } from './start-of-line.ts'

/** What the first look through a text found, for the second. */
export interface NamesSeen {
  readonly parts: ReadonlySet<string>
  /** Surnames behind given names, which may be words that nothing else tells as names. */
  readonly surnames: ReadonlySet<string>
  readonly starts: ReadonlySet<number>
  readonly ends: ReadonlySet<number>
  /** Whether one of them is a line's speaker. */
  readonly speaks: boolean
}

export const noNamesSeen: NamesSeen = {
  parts: new Set(),
  surnames: new Set(),
  starts: new Set(),
  ends: new Set(),
  speaks: false,
}

export function namesSeen(text: string, names: readonly FoundName[], lists: NameLists): NamesSeen {
  const split = names.map(({ start, end }) => text.slice(start, end).split(' ')).filter((parts) => parts.length > 1)
  return {
    parts: new Set(split.flatMap((parts) => parts.filter((part) => part.length > 2))),
    surnames: new Set(
      split.filter(([given = '']) => partOf(given, lists) === 'given').map((parts) => parts.at(-1) ?? ''),
    ),
    starts: new Set(names.map(({ start }) => start)),
    ends: new Set(names.map(({ end }) => end)),
    speaks: names.some(({ start, end }) => isSpeaker(text, start, end)),
  }
}
