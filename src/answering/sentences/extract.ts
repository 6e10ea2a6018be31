import { chooseSentences } from './choose-sentences.ts'
import type { Comparison } from './compare-question.ts'
import type { EmbedSentences } from './embed-sentences.ts'
import { type Conflict, findConflict } from '../evidence/find-conflict.ts'
import { type Place, quotable } from './quotable.ts'
import type { RetrievedPassage } from '../retrieval/retrieved-passage.ts'

/** Words of a passage that answer, as they stand in it; offsets are those of the passage's text. */
export interface Extract {
  readonly passage: RetrievedPassage
  readonly words: Place
}

/** What is quoted, and what contradicts it in another version. */
export interface ExtractedAnswer {
  readonly extracts: readonly Extract[]
  readonly conflict?: Conflict
}

export type ExtractAnswer = (comparison: Comparison, signal: AbortSignal) => Promise<ExtractedAnswer>

/**
 * The sentences that answer best, letter for letter, in the order of the documents, that of the best one first. A
 * sentence comes with what it cannot be read without: a row with the head of its table, an item with its list. Where versions
 * contradict each other, the newest is quoted.
 */
export function createExtractAnswer(embedSentences: EmbedSentences): ExtractAnswer {
  return async (byWords, signal) => {
    const comparison = await embedSentences(byWords, signal)
    const chosen = chooseSentences(comparison)
    const conflict = findConflict(chosen, comparison)
    const extracts = chosen.map(({ of: { passage }, sentence }): Extract => {
      const isOutdated = passage === conflict?.older.passage && sentence.start === conflict.older.words.start
      return isOutdated ? conflict.newer : { passage, words: sentence }
    })
    if (extracts.length === 0) return { extracts: wholePassage(comparison) }
    const readable = extracts.map(({ passage, words }) => ({ passage, words: quotable(passage.text, words) }))
    return {
      extracts: inReadingOrder(joined(withoutRepeats(readable))),
      ...(conflict !== undefined && { conflict }),
    }
  }
}

/** A passage without any sentence, such as a lone table head, is quoted as it is. */
function wholePassage({ passages: [best] }: Comparison): readonly Extract[] {
  return best === undefined ? [] : [{ passage: best.passage, words: { start: 0, end: best.passage.text.length } }]
}

function withoutRepeats(extracts: readonly Extract[]): readonly Extract[] {
  const seen = new Set<string>()
  return extracts.filter(({ passage, words }) => {
    const text = passage.text
      .slice(words.start, words.end)
      .replaceAll(/[\s\p{P}]+/gu, '')
      .toLowerCase()
    const inside = [...seen].some((other) => other.includes(text) || text.includes(other))
    seen.add(text)
    return !inside
  })
}

/** Quotes of one passage that touch or overlap become one. */
function joined(extracts: readonly Extract[]): readonly Extract[] {
  const done: Extract[] = []
  for (const extract of extracts) {
    const neighbour = done.findIndex(
      ({ passage, words }) => passage === extract.passage && touch(passage.text, words, extract.words),
    )
    const other = done[neighbour]
    if (other === undefined) done.push(extract)
    else {
      const start = Math.min(other.words.start, extract.words.start)
      const end = Math.max(other.words.end, extract.words.end)
      done[neighbour] = { passage: other.passage, words: { start, end } }
    }
  }
  return done
}

function touch(text: string, a: Place, b: Place): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  return second.start <= first.end || /^[^\S\n]*$/.test(text.slice(first.end, second.start))
}

function inReadingOrder(extracts: readonly Extract[]): readonly Extract[] {
  const rank = ({ passage }: Extract) => extracts.findIndex((other) => other.passage.documentId === passage.documentId)
  return extracts.toSorted(
    (a, b) => rank(a) - rank(b) || a.passage.start + a.words.start - (b.passage.start + b.words.start),
  )
}
