import type { Vault } from './vault.ts'

/** So many letters and digits of a value at least, or Chinese characters, are the beginning of it and no chance. */
const shortestBeginning = { latin: 3, han: 2 } as const
const letterOrDigit = /[\p{L}\p{N}]/u
const han = /\p{Script=Han}/u

/**
 * A text that broke off, without the beginning of a value that it broke off in: half a card number tells its kind to no
 * recogniser, and is no occurrence of the whole. Spaces, marks and the width of letters do not count.
 */
export function withoutBegunValue(text: string, vault: Vault): string {
  const letters = bareLetters(text)
  const bare = letters.map(({ letter }) => letter).join('')
  let longest = 0
  for (const { value } of vault.state().entries) longest = Math.max(longest, lengthOfBeginning(bare, bareOf(value)))
  const first = letters.at(-longest)
  return longest === 0 || first === undefined ? text : text.slice(0, first.at)
}

interface BareLetter {
  readonly letter: string
  readonly at: number
}

function bareLetters(text: string): readonly BareLetter[] {
  const letters: BareLetter[] = []
  let at = 0
  for (const character of text) {
    const plain = character.normalize('NFKC').toLowerCase()
    for (const unit of plain) if (letterOrDigit.test(unit)) letters.push({ letter: unit, at })
    at += character.length
  }
  return letters
}

function bareOf(value: string): string {
  return bareLetters(value)
    .map(({ letter }) => letter)
    .join('')
}

/** How much of the end of a text is the beginning of a value, but not all of it. */
function lengthOfBeginning(text: string, value: string): number {
  for (let length = Math.min(text.length, value.length - 1); length > 0; length -= 1) {
    const beginning = value.slice(0, length)
    if (length < (han.test(beginning) ? shortestBeginning.han : shortestBeginning.latin)) return 0
    if (text.endsWith(beginning)) return length
  }
  return 0
}
