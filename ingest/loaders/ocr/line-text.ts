import type { ReadCharacter } from './ctc-decode.ts'
import { inItsScript } from './punctuation.ts'
import type { ReadLine } from './read-line.ts'
import { whiteColumns, widestWhite } from './white-columns.ts'

/** What a line says, with how sure that is from 0 to 1; undefined where it says nothing. */
export function textOfLine(line: ReadLine): { readonly text: string; readonly confidence: number } | undefined {
  const text = inItsScript(withTrueSpaces(line.characters, gapsOf(line)).trim())
  if (text === '') return undefined
  const confidence = line.characters.reduce((sum, character) => sum + character.confidence, 0) / line.characters.length
  return { text, confidence }
}

/** The white behind each character, in pixels; for a space, the white that it is. */
function gapsOf({ picture, characters, stepWidth }: ReadLine): readonly number[] {
  const white = whiteColumns(picture)
  return characters.map((character, at) => {
    const before = character.text === ' ' ? characters[at - 1] : character
    const after = characters[at + 1]
    return before && after ? widestWhite(white, before.from * stepWidth, after.to * stepWidth) : 0
  })
}

/** A space this much narrower than others of its line is none, however sure the reader is. */
const muchNarrower = 0.72
/** A space this much narrower is none if the reader is not `sure`. */
const narrower = 0.85
const sure = 0.98
/** White this wide is a space in a line that has no other to tell how wide one is. A line is 48 pixels high. */
const clearlySpace = 13
/** A comma or full stop has white of its own beside it, as many times wider a space behind one is. */
const besideMark = 1.25

/**
 * Text with the spaces that the white between letters tells of. The reader sees spaces between the letters
 * of typewriter fonts and misses some between words; those of its line tell how wide a space is.
 * @param gaps the white behind each character
 */
export function withTrueSpaces(characters: readonly ReadCharacter[], gaps: readonly number[]): string {
  const usual = usualSpace(characters, gaps)
  let text = ''
  for (const [at, character] of characters.entries()) {
    const gap = gaps[at] ?? 0
    if (character.text === ' ') {
      const isNone = gap < muchNarrower * usual || (gap < narrower * usual && character.confidence < sure)
      if (!isNone) text += ' '
      continue
    }
    text += character.text
    const least = (usual || clearlySpace) * (/[.,;:]/.test(character.text) ? besideMark : 1)
    if (gap >= least && mayPart(character.text, characters[at + 1]?.text)) text += ' '
  }
  return text
}

/** The width of most of the spaces that the reader is sure of; 0 if there are none. */
function usualSpace(characters: readonly ReadCharacter[], gaps: readonly number[]): number {
  const spaces = gaps.filter((_, at) => characters[at]?.text === ' ' && (characters[at]?.confidence ?? 0) >= sure)
  return spaces.toSorted((a, b) => a - b)[Math.floor(spaces.length / 2)] ?? 0
}

/** Whether a space may stand between two characters of a script that has spaces. */
function mayPart(before: string, after: string | undefined): boolean {
  return /[\p{Script=Latin}\p{N}.,;:!?)\]]/u.test(before) && /[\p{Script=Latin}\p{N}([]/u.test(after ?? '')
}
