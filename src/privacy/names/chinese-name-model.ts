import type { ChineseWords } from '../../ports/chinese-words.ts'
import { doubleSurnames, surnames } from './chinese-surnames.ts'

/**
 * How likely characters are as a name: a surname and, independently of it, the characters of a given name,
 * counted over the people that a dictionary knows. Natural logarithms; undefined for what is no name.
 */
export interface ChineseNameModel {
  surname(characters: string): number | undefined
  /** One or two characters. */
  givenName(characters: string): number | undefined
  /** A character of a foreign name that is written by its sound. */
  transcribed(character: string): number | undefined
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
  const [single, first, second] = countGivenNames(people, surnameOf)
  const transcribed = countTranscribed(words.namesOf('foreign-person'), people)
  const given = (counts: Counts, character: string) =>
    Math.log(((counts.of.get(character) ?? 0) + givenSmoothing) / (counts.total + givenSmoothing * givenAlphabet))
  return {
    surname: (characters) => surnameOf.get(characters),
    givenName(characters) {
      const [one = '', two] = characters
      if (neverGiven.has(one) || (two !== undefined && neverGiven.has(two))) return undefined
      if (two === undefined) return oneCharacter + given(single, one)
      return twoCharacters + given(first, one) + given(second, two)
    },
    transcribed: (character) => transcribed.get(character),
  }
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
