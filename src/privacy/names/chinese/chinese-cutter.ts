import { isWorldPlace } from '../../addresses/chinese/world-places.ts'
import type { ChineseWordClass, ChineseWords } from '../../../ports/chinese-words.ts'
import { isFormOfAddress, isSomebody, nameEnding } from './chinese-name-limits.ts'
import { type ChineseNameModel, createChineseNameModel } from './chinese-name-model.ts'
import { ChineseSurroundings } from './chinese-surroundings.ts'

/** What a piece of text is taken for; `sounds` is foreign, written by its sound, and nobody's name. */
export type ChinesePieceType = 'word' | 'name' | 'place' | 'sounds'

export interface ChinesePiece {
  readonly start: number
  readonly end: number
  readonly type: ChinesePieceType
}

/** The logarithms of how often a word of running text is somebody's name, and what is added where its characters say so. */
const weights = {
  name: -5,
  /** Each dot makes a transcription more likely somebody's name. */
  dot: 5,
  transcription: -12,
  /** Two characters are many places' and teams' names. */
  shortTranscription: -3,
  /** A given name of two characters that are usual in transcriptions is rather a part of one. */
  soundsForeign: -4,
  usualSound: -5,
  unusualSound: -20,
  neverLast: -6,
  rarelyLast: -2,
  /** A character that no word of the dictionary holds. */
  unknown: -17,
  /** What a word of the dictionary loses that it takes for a person: as a word, and as a name. */
  famous: -4,
  famousName: -1,
  foreignWord: -1,
  foreignName: -3,
  thing: -1,
}
const weightOfEnding = { usual: 0, rare: weights.rarelyLast, none: weights.neverLast }

const longestTranscription = 18
const mostGiven = 2
const types = ['word', 'name', 'place', 'sounds'] as const satisfies readonly ChinesePieceType[]
const [word, name, place, sounds] = [0, 1, 2, 3] as const

/**
 * Cuts runs of Chinese characters into words of the dictionary, places and names in the likeliest way, by dynamic
 * programming: a surname is a name where that explains the text better than ordinary words do. It keeps its arrays
 * from one run to the next.
 */
export class ChineseCutter {
  readonly #words: ChineseWords
  readonly #model: ChineseNameModel
  readonly #surroundings = new ChineseSurroundings()
  readonly #takeWord = (end: number, logProbability: number, wordClass: ChineseWordClass) =>
    this.#wordUntil(end, logProbability, wordClass)
  #text = ''
  #from = 0
  #to = 0
  #at = 0
  /** For each offset of the run: the best way to get there, where its last piece began, and what that is. */
  #best = new Float64Array(0)
  #cameFrom = new Int32Array(0)
  #type = new Uint8Array(0)

  constructor(words: ChineseWords) {
    this.#words = words
    this.#model = createChineseNameModel(words)
  }

  /** @param isListed whether the run stands behind a name and a mark of enumeration */
  cut(text: string, from: number, to: number, isListed: boolean): readonly ChinesePiece[] {
    this.#begin(text, from, to)
    this.#surroundings.begin(text, from, to, isListed)
    for (; this.#at < to; this.#at += 1) {
      this.#reach(this.#at + 1, weights.unknown, word)
      this.#words.wordsAt(text, this.#at, this.#takeWord)
      this.#chineseNames()
      this.#transcriptions()
    }
    return this.#path()
  }

  #begin(text: string, from: number, to: number): void {
    const length = to - from + 1
    if (this.#best.length < length) {
      this.#best = new Float64Array(length * 2)
      this.#cameFrom = new Int32Array(length * 2)
      this.#type = new Uint8Array(length * 2)
    }
    this.#best.fill(Number.NEGATIVE_INFINITY, 0, length)
    this.#best[0] = 0
    this.#text = text
    this.#from = from
    this.#to = to
    this.#at = from
  }

  #reach(end: number, logProbability: number, type: number): void {
    if (end > this.#to) return
    const here = (this.#best[this.#at - this.#from] ?? 0) + logProbability
    const offset = end - this.#from
    if (here <= (this.#best[offset] ?? 0)) return
    this.#best[offset] = here
    this.#cameFrom[offset] = this.#at
    this.#type[offset] = type
  }

  #reachName(end: number, logProbability: number): void {
    if (end <= this.#to) this.#reach(end, logProbability + this.#surroundings.weightOf(this.#at, end), name)
  }

  #wordUntil(end: number, logProbability: number, wordClass: ChineseWordClass): void {
    if (end - this.#at === 1 || wordClass === 'word') return this.#reach(end, logProbability, word)
    if (wordClass === 'place') return this.#reach(end, logProbability, place)
    if (wordClass === 'foreign-person' || Number.isNaN(this.#model.surname(this.#text, this.#at))) {
      this.#reach(end, logProbability + weights.foreignWord, word)
      if (wordClass === 'foreign-person') this.#reachName(end, logProbability + weights.foreignName)
      return
    }
    const isPerson =
      isSomebody(this.#text, this.#at, end) &&
      !Number.isNaN(this.#model.givenName(this.#text, this.#at + 1, end - this.#at - 1))
    if (isPerson) this.#reachName(end, logProbability + weights.famousName)
    this.#reach(end, logProbability + (isPerson ? weights.famous : 0), word)
  }

  #chineseNames(): void {
    const surname = this.#model.surname(this.#text, this.#at)
    if (!Number.isNaN(surname)) this.#givenNames(this.#at + 1, surname)
    const double = this.#model.doubleSurname(this.#text, this.#at)
    if (!Number.isNaN(double)) this.#givenNames(this.#at + 2, double)
  }

  #givenNames(at: number, surname: number): void {
    for (let length = 1; length <= mostGiven && at + length <= this.#to; length += 1) {
      const given = this.#model.givenName(this.#text, at, length)
      if (Number.isNaN(given)) return
      if (length === 2 && isFormOfAddress(this.#text, at)) continue
      const ending = weightOfEnding[nameEnding(this.#text, at + length - 1)]
      this.#reachName(at + length, weights.name + surname + given + ending + this.#soundsForeign(at, length))
    }
  }

  #soundsForeign(at: number, length: number): number {
    const isUsual = (offset: number) => this.#model.transcribed(this.#text, offset) > weights.usualSound
    return length === 2 && isUsual(at) && isUsual(at + 1) ? weights.soundsForeign : 0
  }

  /** Foreign names: characters that stand for sounds, perhaps with dots between their parts. */
  #transcriptions(): void {
    let logProbability = weights.transcription
    let unusual = 0
    const most = Math.min(this.#to, this.#at + longestTranscription)
    for (let at = this.#at; at < most; at += 1) {
      if (isDot(this.#text.charCodeAt(at))) {
        if (at === this.#at) return
        logProbability += weights.dot
        continue
      }
      const own = this.#model.transcribed(this.#text, at)
      if (Number.isNaN(own) && unusual > 0) return
      if (Number.isNaN(own)) unusual += 1
      logProbability += Number.isNaN(own) ? weights.unusualSound : own
      if (at === this.#at) continue
      const here = logProbability + (at - this.#at === 1 ? weights.shortTranscription : 0)
      this.#reach(at + 1, here + weights.thing, sounds)
      this.#reachName(at + 1, here)
    }
  }

  #path(): readonly ChinesePiece[] {
    const pieces: ChinesePiece[] = []
    for (let end = this.#to; end > this.#from;) {
      const start = this.#cameFrom[end - this.#from] ?? this.#from
      const type = types[this.#type[end - this.#from] ?? word] ?? 'word'
      const isPlace = end - start > 1 && isWorldPlace(this.#text.slice(start, end))
      pieces.push({ start, end, type: isPlace ? 'place' : type })
      end = start
    }
    return pieces.toReversed()
  }
}

const dots: ReadonlySet<number> = new Set([...'·•・'].map((dot) => dot.charCodeAt(0)))
const isDot = (code: number) => dots.has(code)
