import type { Answer } from '../../domain/answers/answer.ts'

/**
 * Whether an answer may be given to others who ask the same: it is one, all of it is supported, and neither the question
 * nor the answer, as they read unmasked, hold a value that is somebody's own.
 * @param holdsValues whether a text holds a value that is hidden from models
 */
export function isShareable(answer: Answer, holdsValues: (text: string) => boolean): boolean {
  return (
    answer.status === 'answered' &&
    answer.citations.length > 0 &&
    answer.citations.every(({ support }) => support === 'supported') &&
    (answer.sentences ?? []).every(({ support }) => support === 'supported') &&
    ![answer.question, answer.text, ...answer.citations.map(({ quote }) => quote)].some(holdsValues)
  )
}
