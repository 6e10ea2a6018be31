import { type Sentence, sentencesOf } from '../../domain/text/sentences.ts'
import { visibleText } from '../visible-text.ts'
import { behindVerb, fromVerb, type Mood, moodOf } from './mood.ts'
import { subjectWords } from './subject-words.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** A sentence as the cues see it, in the company of its passage. */
export interface SentenceReading {
  /** Its place in the passage as it stands. */
  readonly start: number
  readonly end: number
  readonly original: string
  /** Without invisible characters, and with wide or styled letters as plain ones. */
  readonly text: string
  /** From its verb on, as far as it is a request. */
  readonly core: string
  readonly mood: Mood
  /** Whether it stands as a sentence of its own: no heading, item or label, and nothing in it points elsewhere in the document. */
  readonly isFree: boolean
  /** How many of the words that say what it is about stand nowhere else in the passage, 0…1. */
  readonly foreign: number
  /** How many such words it has. */
  readonly subjects: number
  /** The share of the passage's other sentences that are free and have its mood. */
  readonly company: number
  /** How many other sentences the passage has. */
  readonly others: number
}

/** What belongs to a passage without standing in it. */
export interface PassageFrame {
  readonly title?: string
  readonly headings?: readonly string[]
  /** What was asked: what it is about is nothing foreign. */
  readonly question?: string
}

/** Reads a passage sentence by sentence. Cells of a table and what stands behind its rows count as sentences. */
export function readSentences(passage: string, frame: PassageFrame = {}): readonly SentenceReading[] {
  const pieces = piecesOf(passage)
  const texts = pieces.map(({ text }) => plainLetters(visibleText(text).text))
  const moods = texts.map(moodOf)
  const own = texts.map(subjectWords)
  const counts = new Map<string, number>()
  const around = [frame.title ?? '', ...(frame.headings ?? []), frame.question ?? ''].map(subjectWords)
  for (const word of [...own, ...around].flat()) counts.set(word, (counts.get(word) ?? 0) + 1)
  const free = texts.map((text, index) => isFree(text, moods[index] ?? 'statement'))
  const ofMood = new Map<Mood, number>()
  for (const [index, mood] of moods.entries()) if (free[index]) ofMood.set(mood, (ofMood.get(mood) ?? 0) + 1)
  return pieces.map((piece, index): SentenceReading => {
    const text = texts[index] ?? ''
    const mood = moods[index] ?? 'statement'
    const core = fromVerb(text)
    const subjects = mood === 'request' ? subjectWords(behindVerb(core)) : (own[index] ?? [])
    const others = pieces.length - 1
    return {
      start: piece.start,
      end: piece.end,
      original: piece.text,
      text,
      core,
      mood,
      isFree: free[index] ?? false,
      foreign: foreignShare(subjects, own[index] ?? [], counts),
      subjects: new Set(subjects).size,
      company: others === 0 ? 0 : Math.max(0, (ofMood.get(mood) ?? 1) - 1) / others,
      others,
    }
  })
}

function foreignShare(
  subjects: readonly string[],
  own: readonly string[],
  inPassage: ReadonlyMap<string, number>,
): number {
  const here = new Map<string, number>()
  for (const word of own) here.set(word, (here.get(word) ?? 0) + 1)
  const distinct = [...new Set(subjects)]
  if (distinct.length === 0) return 0
  return distinct.filter((word) => (inPassage.get(word) ?? 0) <= (here.get(word) ?? 0)).length / distinct.length
}

const styled = /[\uFF10-\uFF5A\u24B6-\u24E9\u{1D400}-\u{1D7FF}]+/gu

/** Wide, circled and mathematical letters as plain ones; punctuation stays as it is. */
function plainLetters(text: string): string {
  return text.replaceAll(styled, (letters) => letters.normalize('NFKC'))
}

const marker = /^\s*(?:[-*+•>#]|\d+[.)、]|[（(]?[一二三四五六七八九十\d]+[)）、.]|[\p{L}\s]{1,12}[:：])/u
const anchor =
  /\b(?:we|our|ours|us|it|its|they|them|their|he|she|his|her|him)\b|[`[\]]|[#@]\p{L}|https?:|我们|本(?:法|规定|条例|公司|办法|制度|解释|条|款)|其|上述|前款/iu
const ending = /[.?!。？！]["'”’)）]*$/u

/** Asking for something is no question to a person. */
const politeness = /\b(?:can|could|would|will) you\b|[你您](?:能|可)/iu
const quotation = /(?<!\p{L})["“‘'][^"”’']{1,80}["”’']/gu
/** A person who is asked something, and not what one says or does in general. */
const asksPerson = /\byour?\b(?! say\b| spell\b| call\b| pronounce\b| translate\b)|[你您](?!说)/iu

function isFree(text: string, mood: Mood): boolean {
  if (!ending.test(text) || marker.test(text) || anchor.test(text)) return false
  return mood === 'statement' || !asksPerson.test(text.replaceAll(quotation, '').replace(politeness, ''))
}

/** Between bars, but not those of a control token such as `<|end|>`. */
const cell = /(?:[^|]|(?<=<|&lt;)\||\|(?=>|&gt;))+/g

/** Sentences, where a table's cells are some of their own, and where a quotation ends none. */
function piecesOf(passage: string): readonly Sentence[] {
  const pieces = sentencesOf(passage).flatMap((sentence) =>
    sentence.text.includes('|') ? cellsOf(sentence) : [sentence],
  )
  const whole: Sentence[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    const goesOn =
      last !== undefined &&
      /["”’']$/u.test(last.text) &&
      /^\p{Ll}/u.test(piece.text) &&
      !passage.slice(last.end, piece.start).includes('\n')
    if (!goesOn) whole.push(piece)
    else whole[whole.length - 1] = { text: passage.slice(last.start, piece.end), start: last.start, end: piece.end }
  }
  return whole
}

function cellsOf(row: Sentence): readonly Sentence[] {
  return allMatches(row.text, cell).flatMap(({ 0: text, index }) => {
    const start = row.start + index
    if (!/[.?!。？！:：]/u.test(text)) {
      const trimmed = text.trim()
      const at = start + text.length - text.trimStart().length
      return /[\p{L}\p{N}]/u.test(trimmed) ? [{ text: trimmed, start: at, end: at + trimmed.length }] : []
    }
    return sentencesOf(text).map((inner) => ({ text: inner.text, start: start + inner.start, end: start + inner.end }))
  })
}
