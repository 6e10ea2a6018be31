import { languageOf } from '../../domain/language.ts'

const numbersAndCodes = /[\p{Lu}\d][\p{L}\d]*(?:[-./][\p{L}\d]+)*/gu
/** A model that explains itself instead of rewriting says much more than both questions together. */
const roomToSpare = 60

/**
 * What a model made of a follow-up, if it can be trusted to be that question: one line, a question where
 * the follow-up or the one before it was one, hardly longer than both, in a language of the talk, with every number
 * and code of the follow-up, and with none that nobody mentioned.
 */
export function usableRewrite(reply: string, question: string, before: string, talk: string): string | undefined {
  const lines = reply
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length !== 1) return undefined
  const text = (lines[0] ?? '')
    .replace(/^(?:(?:rewritten |standalone |last )?question|(?:改写后的|完整的?|最后一个)?问题)\s*[:：]\s*/iu, '')
    .replace(/^["'“「](.*)["'”」]$/u, '$1')
    .trim()
  const isAsked = /[?？]/u
  const isFit =
    text !== '' &&
    text.length <= question.length + before.length + roomToSpare &&
    (isAsked.test(text) || !isAsked.test(question + before)) &&
    [languageOf(question), languageOf(before)].includes(languageOf(text)) &&
    codesOf(question).every((code) => codesOf(text).includes(code)) &&
    codesOf(text).every((code) => `${talk}\n${question}`.normalize('NFKC').toUpperCase().includes(code))
  return isFit ? text : undefined
}

function codesOf(text: string): readonly string[] {
  return (text.normalize('NFKC').match(numbersAndCodes) ?? [])
    .filter((code) => /\d/.test(code))
    .map((code) => code.toUpperCase())
}
