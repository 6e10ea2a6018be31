import { createTextMemory } from './text-memory.ts'
import { allMatches } from './all-matches.ts'

/** A sentence, list item or table row of a text: `text === whole.slice(start, end)`. */
export interface Sentence {
  readonly text: string
  readonly start: number
  readonly end: number
}

const line = /[^\n]+/g
const segmenters = {
  en: new Intl.Segmenter('en', { granularity: 'sentence' }),
  zh: new Intl.Segmenter('zh', { granularity: 'sentence' }),
}
/** Endings that are no end: what follows belongs to the same sentence. */
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|no|nos|dr|mr|mrs|ms|prof|inc|ltd|co|st|sec|fig|art|[A-Za-z])\.\s*$/iu

/**
 * The sentences of a text in order, by the rules of Unicode TR 29, where a line break always ends
 * one, so that list items and table rows stay whole. White space around sentences is left out.
 */
export function sentencesOf(text: string): readonly Sentence[] {
  return remembered(text, readSentences)
}

const remembered = createTextMemory<readonly Sentence[]>(1_000_000)

function readSentences(text: string): readonly Sentence[] {
  const found: Sentence[] = []
  for (const match of allMatches(text, line)) {
    const isRow = match[0].trimStart().startsWith('|')
    const pieces = isRow ? [{ segment: match[0], index: 0 }] : segmentsOf(match[0])
    for (const piece of pieces) {
      const start = match.index + piece.index + (piece.segment.length - piece.segment.trimStart().length)
      const trimmed = piece.segment.trim()
      if (/[\p{L}\p{N}]/u.test(trimmed)) found.push({ text: trimmed, start, end: start + trimmed.length })
    }
  }
  return found
}

function segmentsOf(lineText: string): readonly { segment: string; index: number }[] {
  const segmenter = /\p{Script=Han}/u.test(lineText) ? segmenters.zh : segmenters.en
  const joined: { segment: string; index: number }[] = []
  for (const { segment, index } of segmenter.segment(lineText)) {
    const last = joined.at(-1)
    if (last !== undefined && (abbreviation.test(last.segment) || /^\s*(?:[-*+•]|\d+[.)、])\s*$/u.test(last.segment))) {
      last.segment += segment
    } else {
      joined.push({ segment, index })
    }
  }
  return joined
}
