import { fold } from './searchable-text.ts'
import { visibleText } from './visible-text.ts'

/** A text in small letters without spaces, hyphens and invisible characters, and where each character stood. */
export interface Skeleton {
  readonly text: string
  readonly offsets: Uint32Array
}

const letterOrDigit = /[A-Za-z0-9]/

/** What the spellings of a value have in common. */
export function skeletonOf(original: string): Skeleton {
  const visible = visibleText(original)
  const folded = fold(visible.text)
  const offsets = new Uint32Array(folded.length)
  const characters: string[] = []
  for (let at = 0; at < folded.length; at += 1) {
    const character = folded.charAt(at)
    if (character === ' ' || character === '-' || character === '\n') continue
    offsets[characters.length] = visible.originalOffset(at)
    characters.push(character >= 'A' && character <= 'Z' ? character.toLowerCase() : character)
  }
  return { text: characters.join(''), offsets }
}

/** Where a stretch of a skeleton stands in its text. */
export function placeOf({ offsets }: Skeleton, at: number, length: number) {
  return { start: offsets[at] ?? 0, end: (offsets[at + length - 1] ?? 0) + 1 }
}

/** Whether a stretch of a text is not part of longer Latin words or numbers. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const goesOnBefore = letterOrDigit.test(text.charAt(start)) && letterOrDigit.test(fold(text.charAt(start - 1)))
  const goesOnBehind = letterOrDigit.test(text.charAt(end - 1)) && letterOrDigit.test(fold(text.charAt(end)))
  return !goesOnBefore && !goesOnBehind
}
