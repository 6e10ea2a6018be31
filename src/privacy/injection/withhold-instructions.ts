import type { TextFilter } from './limit-links.ts'
import { leftOut } from './neutralise.ts'

/** So many letters in a row of the instructions are no chance any more; a Chinese character says as much as three. */
const longestRun = 60
/** From here on a run is held back until it is clear whether it goes on. */
const held = 24
const letter = /[\p{L}\p{N}]/u

const weightOf = (run: string) => run.length + 2 * (run.match(/\p{Script=Han}/gu)?.length ?? 0)

/** Leaves out of an answer what recites the instructions that a model was given, but for their first few words. */
export function createInstructionFilter(instructions: readonly string[]): TextFilter {
  const secret = instructions.map((text) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()).join('\n')
  let run = ''
  let waiting = ''
  let isReciting = false
  const step = (character: string): string => {
    if (!letter.test(character)) {
      if (isReciting) return ''
      if (waiting === '') return character
      waiting += character
      return ''
    }
    const next = run + character.toLowerCase()
    if (secret.includes(next)) {
      run = next
      const weight = weightOf(run)
      if (isReciting) return ''
      if (weight >= longestRun) {
        isReciting = true
        waiting = ''
        return leftOut
      }
      if (weight < held) return character
      waiting += character
      return ''
    }
    const before = isReciting ? ' ' : waiting
    isReciting = false
    waiting = ''
    run = character.toLowerCase()
    return before + character
  }
  return {
    push: (text) => Array.from(text, step).join(''),
    end() {
      const rest = waiting
      waiting = ''
      return rest
    },
  }
}
