import { hasHan } from '../../domain/language.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

const numberWord = `(?:${[
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen',
  'nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds? thousands? millions? billions? half dozens?',
  'several',
]
  .join(' ')
  .replaceAll(' ', '|')})`

/**
 * Digits, words, Chinese numerals. None begins within another, and no character can be read in two ways, so that the
 * time it takes grows with the length of a text, whatever stands in it.
 */
const numeral = [
  String.raw`(?<!\d[.,]?)\d+(?:[.,]\d+)*(?:\s?(?:million|billion|thousand|hundred|[万亿千百]))?`,
  String.raw`(?<![\p{L}\p{N}])${numberWord}(?:[ -]${numberWord})?(?!\p{L})`,
  String.raw`(?<![第一二两三四五六七八九十百千万亿])[一二两三四五六七八九十百千万亿]+`,
].join('|')

/** What may stand between a number and what it counts: "nine neighbouring nations", "12 full-time employees". */
const between = String.raw`(?:[\s-]+\p{L}[\p{L}'’]*){0,3}?[\s-]+`
const ending = String.raw`(?:y|ies|e|es|s)?(?!\p{L})`

/** A year rather than an amount of something: "In 2019 employees …", "the 2019 plan of the employees". */
const year = /^(?:1\d|20)\d\d$/u
const beforeYear =
  /(?<!\p{L})(?:in|since|until|till|during|early|late|mid|year|spring|summer|autumn|winter)[\s-]{1,3}$/iu
const afterYear =
  /^[\s-]{1,3}(?:the|a|an|its|their|our|his|her|all|this|that|in|on|at|to|with|and|is|was|are|were)(?!\p{L})/iu
const lookedAt = 12

/** Finds the numerals of a text behind which a noun stands, of which they may be the number. A year is none. */
export function numbersBefore(noun: string): (text: string) => readonly string[] {
  const pattern = patternOf(noun)
  return (text) =>
    allMatches(text, pattern).flatMap((match) => {
      const number = match.groups?.['number'] ?? ''
      return isYear(number, text, match.index) ? [] : [number]
    })
}

function patternOf(noun: string): RegExp {
  if (hasHan(noun)) return new RegExp(String.raw`(?<number>${numeral})\s?[个名位台份]?${noun}`, 'giu')
  // Of a short word, an ending is all that there is.
  const stem = noun.replace(/(?<=\p{L}{3})(?:ies|y|es|s)$/iu, '')
  return new RegExp(String.raw`(?<number>${numeral})(?=${between}${stem}${ending})`, 'giu')
}

function isYear(number: string, text: string, start: number): boolean {
  if (!year.test(number)) return false
  const end = start + number.length
  return (
    beforeYear.test(text.slice(Math.max(0, start - lookedAt), start)) || afterYear.test(text.slice(end, end + lookedAt))
  )
}
