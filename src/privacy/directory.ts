import type { DirectoryEntry } from '../domain/privacy/directory-entry.ts'
import type { SensitiveSpan } from '../domain/privacy/sensitive-span.ts'
import { allMatches } from '../domain/text/all-matches.ts'

/** The employees and customers of a company, found wherever their names stand. */
export interface Directory {
  /** How many names it holds. */
  readonly size: number
  /** Where names of a kind stand as words of their own, in one pass over the text. */
  find(text: string, kind: DirectoryEntry['kind']): readonly SensitiveSpan[]
}

interface KnownName {
  readonly kind: DirectoryEntry['kind']
  readonly words: readonly string[]
}

interface Word {
  readonly start: number
  readonly end: number
  readonly text: string
}

const confidence = 0.97
const word = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu
const mark = /\p{M}/gu
/** What may stand between two words of a name. */
const joint = /^[ \t\n.·•・'’-]{0,3}$/

/**
 * Looks names up by their first two words, so that the work grows with the text and not with the directory. Case and
 * accents do not matter in a name of several words; a name of one word must be written with its capitals.
 */
export function createDirectory(entries: readonly DirectoryEntry[]): Directory {
  const byBeginning = new Map<string, KnownName[]>()
  let size = 0
  for (const { kind, names } of entries) {
    for (const name of names) {
      const words = wordsOf(name).map(({ text }) => text)
      const spelled = words.length === 1 ? words : words.map(plain)
      const key = spelled.slice(0, 2).join(' ')
      byBeginning.set(key, [...(byBeginning.get(key) ?? []), { kind, words: spelled }])
      size += 1
    }
  }
  return {
    size,
    find(text, kind) {
      return size === 0 ? [] : namesIn(text, kind, byBeginning)
    },
  }
}

export const emptyDirectory: Directory = createDirectory([])

function namesIn(
  text: string,
  kind: DirectoryEntry['kind'],
  byBeginning: ReadonlyMap<string, readonly KnownName[]>,
): readonly SensitiveSpan[] {
  const words = wordsOf(text)
  const plainWords = words.map(({ text: written }) => plain(written))
  const spans: SensitiveSpan[] = []
  for (const [at, { start, text: written }] of words.entries()) {
    const single = byBeginning.get(written)?.find((known) => known.kind === kind && known.words.length === 1)
    const longer = (byBeginning.get(`${plainWords[at]} ${plainWords[at + 1]}`) ?? []).filter(
      (known) => known.kind === kind && known.words.every((each, offset) => plainWords[at + offset] === each),
    )
    const longest = Math.max(
      single === undefined ? 0 : 1,
      ...longer.map((known) => known.words.length).filter((length) => areJoined(text, words, at, length)),
    )
    if (longest > 0) spans.push({ kind, start, end: words[at + longest - 1]?.end ?? start, confidence })
  }
  return spans
}

function areJoined(text: string, words: readonly Word[], first: number, length: number): boolean {
  for (let at = first + 1; at < first + length; at += 1) {
    if (!joint.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0))) return false
  }
  return true
}

/** Words of a text; each Chinese character is one. */
function wordsOf(text: string): readonly Word[] {
  return allMatches(text, word).map(({ index, 0: written }) => ({
    start: index,
    end: index + written.length,
    text: written,
  }))
}

function plain(written: string): string {
  return written.normalize('NFD').replace(mark, '').toLowerCase()
}
