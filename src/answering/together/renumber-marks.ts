import { createCitationReader } from '../presentation/read-citations.ts'

/**
 * A part of a shared reply with the numbers that evidence has for its question alone.
 * @param ownNumbers by the number in the shared prompt; undefined for evidence of another question
 * @returns undefined when it cites evidence of another question
 */
export function renumberMarks(part: string, ownNumbers: readonly (number | undefined)[]): string | undefined {
  const reader = createCitationReader()
  let text = ''
  for (const piece of [...reader.push(part), ...reader.end()]) {
    if (piece.type === 'text') {
      text += piece.text
      continue
    }
    if (piece.number > ownNumbers.length) continue
    const own = ownNumbers[piece.number - 1]
    if (own === undefined) return undefined
    text += `[${own}]`
  }
  return text
}
