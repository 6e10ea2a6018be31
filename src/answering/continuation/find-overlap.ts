/** Finds what a continuation repeats of the end of what was said, while it comes in. */
export interface OverlapFinder {
  push(text: string): void
  /** True while what comes next may still belong to a repetition. */
  readonly isOpen: boolean
  /** How many characters of the continuation are a repetition. */
  readonly length: number
}

interface BareCharacter {
  readonly character: string
  /** Where it ends in the whole text. */
  readonly end: number
  readonly followsSpace: boolean
}

const wordCharacter = /[\p{L}\p{M}\p{N}]/u
const han = /\p{Script=Han}/u
/** So much of the end of what was said is compared, without spaces. */
const longestOverlap = 4000

/**
 * The repetition is letter for letter but for spaces: the last word, the last sentence or all of what was said. It begins
 * where a word begins. One Chinese character, or the beginning of a longer word that is short itself, is no repetition
 * but chance.
 */
export function createOverlapFinder(said: string): OverlapFinder {
  const before = bareCharacters(said, 0, true).slice(-longestOverlap)
  const after: BareCharacter[] = []
  let read = 0
  let endsInSpace = true
  /** Where what was said may begin to be repeated, and where it was repeated up to its end. */
  let alive = before.map((_, start) => start).filter((start) => beginsWord(before, start))
  const complete: number[] = []

  const step = (next: BareCharacter) => {
    const place = after.length
    after.push(next)
    alive = alive.filter((start) => before[start + place]?.character === next.character)
    complete.push(...alive.filter((start) => start + after.length === before.length))
    alive = alive.filter((start) => start + after.length < before.length)
  }
  return {
    push(text) {
      for (const next of bareCharacters(text, read, endsInSpace)) step(next)
      read += text.length
      if (text !== '') endsInSpace = /\s$/.test(text)
    },
    get isOpen() {
      return after.length === 0 || alive.length > 0 || complete.some((start) => start + after.length === before.length)
    },
    get length() {
      const lengths = complete.map((start) => before.length - start).toSorted((a, b) => b - a)
      const longest = lengths.find((length) => isRepetition(after, length))
      return longest === undefined ? 0 : (after[longest - 1]?.end ?? 0)
    },
  }
}

/** The characters of a text that are no spaces. */
function bareCharacters(text: string, offset: number, isBehindSpace: boolean): readonly BareCharacter[] {
  const characters: BareCharacter[] = []
  let end = offset
  let followsSpace = isBehindSpace
  for (const character of text) {
    end += character.length
    const isSpace = character.trim() === ''
    if (!isSpace) characters.push({ character, end, followsSpace })
    followsSpace = isSpace
  }
  return characters
}

/** Whether a word may begin there: not between two letters of one. */
function beginsWord(characters: readonly BareCharacter[], at: number): boolean {
  const [before, here] = [characters[at - 1], characters[at]]
  return (
    before === undefined || here === undefined || here.followsSpace || !areOneWord(before.character, here.character)
  )
}

function areOneWord(left: string, right: string): boolean {
  return [left, right].every((character) => wordCharacter.test(character) && !han.test(character))
}

function isRepetition(after: readonly BareCharacter[], length: number): boolean {
  const letters = after
    .slice(0, length)
    .map(({ character }) => character)
    .filter((character) => wordCharacter.test(character))
  const [last, next] = [after[length - 1], after[length]]
  if (last === undefined || letters.length === 0) return false
  const goesOn = next !== undefined && !next.followsSpace && areOneWord(last.character, next.character)
  if (goesOn) return letters.length >= 3 || letters.every((letter) => /\p{N}/u.test(letter))
  return letters.length > 1 || !han.test(letters[0] ?? '')
}
