import { readFile } from 'node:fs/promises'
import { hasHan } from '../../domain/language.ts'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import {
  addedPiece,
  joinPieces,
  literalPiece,
  traced,
  type TracedPiece,
  type TracedText,
} from '../../domain/text/traced-text.ts'
import type { Gloss } from '../../ports/gloss.ts'
import { GlossTable } from './gloss-table.ts'
import { wordsOf } from './segment-chinese.ts'
import { simplify } from './simplify.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** Goes up whenever the same text may get other English words: vectors made from glosses are then made again. */
export const cedictGlossId = 'cedict-1'

const chineseRun = /\p{Script=Han}+/gu
const longestJoinedWord = 6
const longestPart = 4
/** Grammar and the verbs "to be" and "to be at", whose glosses mislead a sentence encoder. */
const particles: ReadonlySet<string> = new Set('的了着过地得之吗呢吧啊们个在是')

/**
 * English for Chinese, word by word, with the first gloss that CC-CEDICT has for each: a bridge for search, not a
 * translation. Takes a file that `compileCedict` wrote.
 * @throws LorekeepError `data-damaged` when the file cannot be read
 */
export async function openCedictGloss(glossFile: string): Promise<Gloss> {
  const bytes = await readFile(glossFile).catch((cause: unknown) => {
    throw new LorekeepError('data-damaged', `The dictionary "${glossFile}" cannot be read: ${messageOf(cause)}.`, {
      hint: 'Delete its folder; it is made again at the next start.',
      cause,
    })
  })
  const table = new GlossTable(bytes)
  return {
    id: cedictGlossId,
    toEnglish: (text) => (hasHan(text) ? inEnglish(simplify(text), table) : traced(text)),
  }
}

function inEnglish(text: string, table: GlossTable): TracedText {
  const pieces: TracedPiece[] = []
  let done = 0
  for (const { 0: run, index } of allMatches(text, chineseRun)) {
    pieces.push(literalPiece(text, done, index), space)
    for (const gloss of glossesOfRun(run, index, table)) pieces.push(gloss, space)
    done = index + run.length
  }
  return joinPieces([...pieces, literalPiece(text, done, text.length)])
}

const space = addedPiece(' ')

/** @param start where the run of Chinese characters begins in its text */
function glossesOfRun(run: string, start: number, table: GlossTable): readonly TracedPiece[] {
  const words = wordsOf(run)
  const glosses: TracedPiece[] = []
  let at = start
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const joined = word + (words[i + 1] ?? '')
    const gloss = joined.length > word.length && joined.length <= longestJoinedWord ? table.glossOf(joined) : undefined
    if (gloss !== undefined) {
      glosses.push({ text: gloss, isLiteral: false, start: at, end: at + joined.length })
      at += joined.length
      i++
    } else {
      if (!particles.has(word)) glosses.push(...glossesOf(word, at, table))
      at += word.length
    }
  }
  return glosses
}

/** The gloss of a word, or those of the longest words it begins with, one after the other. */
function glossesOf(word: string, start: number, table: GlossTable): readonly TracedPiece[] {
  const whole = table.glossOf(word)
  if (whole !== undefined) return [{ text: whole, isLiteral: false, start, end: start + word.length }]
  const characters = Array.from(word)
  const glosses: TracedPiece[] = []
  for (let i = 0, at = start; i < characters.length;) {
    const part = longestKnownPart(characters, i, table)
    const end = at + characters.slice(i, i + part.length).join('').length
    if (part.gloss !== undefined) glosses.push({ text: part.gloss, isLiteral: false, start: at, end })
    i += part.length
    at = end
  }
  return glosses
}

function longestKnownPart(
  characters: readonly string[],
  start: number,
  table: GlossTable,
): { readonly length: number; readonly gloss: string | undefined } {
  for (let length = Math.min(longestPart, characters.length - start); length > 0; length--) {
    const gloss = table.glossOf(characters.slice(start, start + length).join(''))
    if (gloss !== undefined) return { length, gloss }
  }
  return { length: 1, gloss: undefined }
}
