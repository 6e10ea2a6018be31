import { readFile } from 'node:fs/promises'
import { LorekeepError, messageOf } from '../../domain/errors.ts'
import { hasHan } from '../../domain/language.ts'
import type { BridgedWord, QuestionBridge } from '../../ports/question-bridge.ts'
import { GlossTable } from './gloss-table.ts'
import { wordsOf } from './segment-chinese.ts'
import { simplify } from './simplify.ts'
import { chineseQuestionWords } from './stop-words.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const pieces = /(?<chinese>\p{Script=Han}+)|[^\p{Script=Han}]+/gu
const longestJoinedWord = 6
const longestPart = 4
const particles: ReadonlySet<string> = new Set('的了着过地得之吗呢吧啊们个在是')

/**
 * Leads Chinese questions over to English documents with every meaning that CC-CEDICT gives for a word.
 * @param glossFile gives the path of a file that `compileCedict` wrote; asked once, at the first Chinese question
 */
export function createCedictBridge(glossFile: (signal?: AbortSignal) => Promise<string>): QuestionBridge {
  let opened: Promise<GlossTable> | undefined
  return {
    async wordsOf(question, signal) {
      if (!hasHan(question)) return []
      opened ??= open(glossFile, signal).catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const table = await opened
      return allMatches(simplify(question.normalize('NFKC')), pieces).flatMap(({ 0: piece, groups }) =>
        groups?.['chinese'] === undefined
          ? [{ text: piece, meanings: [piece], kind: 'literal' }]
          : bridgedWords(piece, table),
      )
    },
  }
}

async function open(glossFile: (signal?: AbortSignal) => Promise<string>, signal?: AbortSignal): Promise<GlossTable> {
  const path = await glossFile(signal)
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new LorekeepError('data-damaged', `The dictionary "${path}" cannot be read: ${messageOf(cause)}.`, { cause })
  })
  return new GlossTable(bytes)
}

function bridgedWords(run: string, table: GlossTable): readonly BridgedWord[] {
  const words = wordsOf(run)
  const bridged: BridgedWord[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const joined = word + (words[i + 1] ?? '')
    const meanings = joined.length > word.length && joined.length <= longestJoinedWord ? table.glossesOf(joined) : []
    if (meanings.length > 0) {
      bridged.push({ text: joined, meanings, kind: 'word' })
      i++
    } else if (!particles.has(word)) bridged.push(...bridgedWord(word, table))
  }
  return bridged
}

/** The word, or the longest words it begins with, one after the other. */
function bridgedWord(word: string, table: GlossTable): readonly BridgedWord[] {
  const meanings = table.glossesOf(word)
  if (meanings.length > 0) return [{ text: word, meanings, kind: chineseQuestionWords.has(word) ? 'asking' : 'word' }]
  const characters = Array.from(word)
  const parts: BridgedWord[] = []
  for (let start = 0; start < characters.length;) {
    const part = longestKnownPart(characters, start, table)
    if (part.meanings.length > 0) {
      parts.push({ text: characters.slice(start, start + part.length).join(''), meanings: part.meanings, kind: 'part' })
    }
    start += part.length
  }
  return parts
}

function longestKnownPart(characters: readonly string[], start: number, table: GlossTable) {
  for (let length = Math.min(longestPart, characters.length - start); length > 0; length--) {
    const meanings = table.glossesOf(characters.slice(start, start + length).join(''))
    if (meanings.length > 0) return { length, meanings }
  }
  return { length: 1, meanings: [] }
}
