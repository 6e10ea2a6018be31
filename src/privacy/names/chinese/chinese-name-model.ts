import type { ChineseWords } from '../../../ports/chinese-words.ts'
import { doubleSurnames, surnames } from './chinese-surnames.ts'

/**
 * How likely characters are as a name: a surname and, independently of it, the characters of a given name,
 * counted over the people that a dictionary knows. Natural logarithms; NaN for what is no name. Characters are
 * read where they stand, so that looking them up makes no strings.
 */
export interface ChineseNameModel {
  /** The surname of one character at an offset. */
  surname(text: string, at: number): number
  /** The surname of two characters at an offset. */
  doubleSurname(text: string, at: number): number
  /** The given name of one or two characters at an offset. */
  givenName(text: string, at: number, length: number): number
  /** A character of a foreign name that is written by its sound. */
  transcribed(text: string, at: number): number
}

/** Particles, pronouns and numbers that are in no given name, whatever the dictionary's novels say. */
const neverGiven = new Set(
  '的了是在不也就都说我你他她它这那们与及或并而但且被把让给对从向着过吗呢吧啊嘛么什怎哪谁和以之其将会能可要须很更最太还又再没第者您咱年月日号时分秒元条款项',
)

/** Shares of given names of one and of two characters. */
const oneCharacter = Math.log(0.3)
const twoCharacters = Math.log(0.7)
/** What is added to every count, so that a rare character is unlikely and not impossible. */
const surnameSmoothing = 2
const givenSmoothing = 0.1
/** How many characters the smoothing of given names is spread over. */
const givenAlphabet = 3000
/** A character that fewer transcriptions hold is none of theirs. */
const leastTranscriptions = 4
const shortestTranscription = 3

/** Builds the model from the names of a dictionary; some 80,000 of them take 50 ms. */
export function createChineseNameModel(words: ChineseWords): ChineseNameModel {
  const people = words.namesOf('person')
  const surnameOf = countSurnames(people)
  const firstOfDouble = new Set(
    [...surnameOf.keys()].filter(({ length }) => length === 2).map((one) => one.charCodeAt(0)),
  )
  const surnameAlone = byCode(surnameOf, Number.NaN)
  const [single, first, second] = countGivenNames(people, surnameOf).map(givenByCode) as [ByCode, ByCode, ByCode]
  const transcribed = byCode(countTranscribed(words.namesOf('foreign-person'), people), Number.NaN)
  return {
    surname: (text, at) => valueAt(surnameAlone, text, at),
    doubleSurname: (text, at) =>
      firstOfDouble.has(text.charCodeAt(at)) ? (surnameOf.get(text.slice(at, at + 2)) ?? Number.NaN) : Number.NaN,
    givenName: (text, at, length) =>
      length === 1
        ? oneCharacter + valueAt(single, text, at)
        : twoCharacters + valueAt(first, text, at) + valueAt(second, text, at + 1),
    transcribed: (text, at) => valueAt(transcribed, text, at),
  }
}

/** A number for each UTF-16 code unit. */
type ByCode = Float32Array
const codes = 0x1_00_00

function valueAt(values: ByCode, text: string, at: number): number {
  return values[text.charCodeAt(at)] ?? Number.NaN
}

function byCode(of: ReadonlyMap<string, number>, otherwise: number): ByCode {
  const values = new Float32Array(codes).fill(otherwise)
  for (const [character, value] of of) if (character.length === 1) values[character.charCodeAt(0)] = value
  return values
}

function givenByCode({ of, total }: Counts): ByCode {
  const share = (count: number) => Math.log((count + givenSmoothing) / (total + givenSmoothing * givenAlphabet))
  const shares = new Map([...of].map(([character, count]) => [character, share(count)]))
  for (const character of neverGiven) shares.set(character, Number.NaN)
  return byCode(shares, share(0))
}

function countSurnames(people: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([...surnames, ...doubleSurnames].map((surname) => [surname, surnameSmoothing]))
  for (const name of people) {
    const surname = name.slice(0, name.length === 4 ? 2 : 1)
    const count = counts.get(surname)
    if (count !== undefined) counts.set(surname, count + 1)
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return new Map([...counts].map(([surname, count]) => [surname, Math.log(count / total)]))
}

interface Counts {
  readonly of: Map<string, number>
  total: number
}

/** Characters of given names: alone, first of two, second of two. */
function countGivenNames(
  people: readonly string[],
  surnameOf: ReadonlyMap<string, number>,
): readonly [Counts, Counts, Counts] {
  const counts = [emptyCounts(), emptyCounts(), emptyCounts()] as const
  for (const name of people) {
    if (name.length > 3 || !surnameOf.has(name.charAt(0))) continue
    const [, first, second] = name
    if (first !== undefined && second !== undefined) {
      count(counts[1], first)
      count(counts[2], second)
    }
    // Few names of two characters are known; the last character is drawn alike in both.
    count(counts[0], second ?? first ?? '')
  }
  return counts
}

/**
 * Characters of foreign names. Dictionaries call many of these people without saying that they are foreign:
 * those that are written like the foreign ones but for a character are counted too.
 */
function countTranscribed(foreign: readonly string[], people: readonly string[]): ReadonlyMap<string, number> {
  const certain = shares(foreign, leastTranscriptions)
  const isAlike = (name: string) => [...name].filter((character) => !certain.has(character)).length <= 1
  return shares(
    [...foreign, ...people.filter((name) => name.length > shortestTranscription && isAlike(name))],
    leastTranscriptions,
  )
}

function shares(names: readonly string[], least: number): ReadonlyMap<string, number> {
  const counts = emptyCounts()
  for (const name of names)
    if (name.length >= shortestTranscription) for (const character of name) count(counts, character)
  return new Map(
    [...counts.of]
      .filter(([, times]) => times >= least)
      .map(([character, times]) => [character, Math.log(times / counts.total)]),
  )
}

const emptyCounts = (): Counts => ({ of: new Map(), total: 0 })

function count(counts: Counts, character: string): void {
  counts.of.set(character, (counts.of.get(character) ?? 0) + 1)
  counts.total += 1
}
