import type { SensitiveKind, SensitiveSpan } from '../../../domain/privacy/sensitive-span.ts'
import type { SearchableText } from '../../searchable-text.ts'
import { cueBefore, type Cues, cueBehind } from './cues.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** One way in which numbers of a kind are written. */
export interface NumberShape {
  /** Global. Its group `number` is the value; without such a group, all that it matches. */
  readonly pattern: RegExp
  /** Whether the letters and digits of a candidate, in capitals, can be such a number: the check of a standard. */
  readonly holds?: (characters: string) => boolean
  /** Confidence where a word beside it says what it is. */
  readonly named: number
  /** Confidence without such a word. Left out where the shape alone says too little. */
  readonly alone?: number
}

const usualReach = 32

/**
 * Finds numbers by their shape, their check and the words beside them. A word against a reading rules out
 * what would need one for it.
 * @param words the words, and how far ahead of a number they may stand
 */
export function findNumbers(
  kind: SensitiveKind,
  shapes: readonly NumberShape[],
  words: Cues,
  reach: number = usualReach,
): (text: SearchableText) => readonly SensitiveSpan[] {
  return ({ folded }) =>
    shapes.flatMap((shape) =>
      allMatches(folded, shape.pattern).flatMap((match): readonly SensitiveSpan[] => {
        const number = match.groups?.['number'] ?? match[0]
        // In a lookahead, a number begins where the match does.
        const start = match.index + Math.max(0, match[0].lastIndexOf(number))
        const end = start + number.length
        if (shape.holds !== undefined && !shape.holds(charactersOf(number))) return []
        const cue = cueBefore(folded, start, reach, words) ?? cueBehind(folded, end, words)
        const confidence = cue === 'for' ? shape.named : cue === 'against' ? 0 : (shape.alone ?? 0)
        return confidence > 0 ? [{ kind, start, end, confidence }] : []
      }),
    )
}

/** A pattern for a number that is not glued to Latin letters and digits, nor part of a decimal or a longer code. */
export function standingAlone(pattern: string, flags = 'g'): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_]|[0-9][.,/-])(?:${pattern})(?![A-Za-z0-9_]|[.,/-][0-9])`, flags)
}

/** The letters and digits of a number in capitals: what its spellings have in common. */
export function charactersOf(number: string): string {
  return number.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()
}
