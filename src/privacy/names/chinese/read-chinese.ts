import { hasHan } from '../../../domain/language.ts'
import type { ChineseWords } from '../../../ports/chinese-words.ts'
import type { SearchableText } from '../../searchable-text.ts'
import { ChineseCutter, type ChinesePiece } from './chinese-cutter.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** The Chinese in a text. Offsets hold in the text as given. */
export interface ChineseReading {
  /** The text in simplified characters, of the same length. */
  readonly text: string
  /** Runs of characters cut into pieces, in order. What is not Chinese lies between them. */
  readonly pieces: readonly ChinesePiece[]
}

interface Reader {
  readonly cutter: ChineseCutter
  /** People, addresses and places are all looked for in the same reading of a text. */
  readonly readings: WeakMap<SearchableText, ChineseReading>
}

const readers = new WeakMap<ChineseWords, Reader>()
const nothing: ChineseReading = { text: '', pieces: [] }

/** Reads a text once, however often it is asked for. */
export function readChinese(text: SearchableText, words: ChineseWords): ChineseReading {
  if (!hasHan(text.folded)) return nothing
  const { cutter, readings } = readerOf(words)
  const known = readings.get(text)
  if (known !== undefined) return known
  const reading = read(words.simplified(text.folded), cutter)
  readings.set(text, reading)
  return reading
}

function readerOf(words: ChineseWords): Reader {
  const known = readers.get(words)
  if (known !== undefined) return known
  const reader = { cutter: new ChineseCutter(words), readings: new WeakMap<SearchableText, ChineseReading>() }
  readers.set(words, reader)
  return reader
}

const hanRun = /[\p{Script=Han}·•・]+/gu

function read(text: string, cutter: ChineseCutter): ChineseReading {
  const pieces: ChinesePiece[] = []
  for (const { index, 0: run } of allMatches(text, hanRun)) {
    const last = pieces.at(-1)
    const isListed = last?.type === 'name' && last.end === index - 1 && text.charAt(index - 1) === '、'
    for (const piece of cutter.cut(text, index, index + run.length, isListed)) pieces.push(piece)
  }
  return { text, pieces }
}
