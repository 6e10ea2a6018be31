import { cueBefore } from '../clues/cues.ts'
import { identifierLabel, phoneCues } from './phone-words.ts'

/** What may be a phone number, and what is written around it. */
export interface Candidate {
  readonly text: string
  readonly digits: string
  /** Whether a word ahead of it says that it is a phone number. */
  readonly isNamed: boolean
  /** Whether the label directly ahead of it says that it is another number. */
  readonly isIdentifier: boolean
  /** What follows, a few characters of it. */
  readonly after: string
  readonly folded: string
  readonly start: number
}

export interface Verdict {
  /** Length of the number from the start of the candidate. */
  readonly length: number
  readonly confidence: number
}

/** How far ahead of a number a word still speaks of it. */
export const cueReach = 36
const afterReach = 16

export function candidateAt(folded: string, start: number, text: string): Candidate {
  const end = start + text.length
  return {
    text,
    digits: digitsOf(text),
    isNamed: cueBefore(folded, start, cueReach, phoneCues) === 'for',
    isIdentifier: identifierLabel.test(folded.slice(Math.max(0, start - cueReach), start)),
    after: folded.slice(end, end + afterReach),
    folded,
    start,
  }
}

export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '')
}

/** The whole candidate, unless it is the number of an order or the like; surer with a word that says so. */
export function unlessAnIdentifier(
  { isNamed, isIdentifier, text }: Candidate,
  confidence: number,
): Verdict | undefined {
  return isIdentifier ? undefined : { length: text.length, confidence: isNamed ? 0.95 : confidence }
}
