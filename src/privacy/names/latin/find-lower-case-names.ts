import type { NameLists } from '../../../ports/name-lists.ts'
import type { FoundName } from '../found-name.ts'
import { givenNames } from './given-names.ts'
import { isName, isSurname, mayBeName, partOf } from './latin-name-parts.ts'
import { allMatches } from '../../../domain/text/all-matches.ts'

/** The first line of a card or a form whose other lines say how to reach somebody. */
const smallHeading =
  /^([^\p{L}\p{N}\n]{0,6})(\p{Ll}[\p{L}'-]{2,}(?: \p{Ll}\.?)?(?: \p{Ll}[\p{L}'-]{2,}){1,2})\n(?=(?:[^\n]*\n){0,8}?[^\n]*\d{3})/u
const lowerCasePair = /(?<![\p{L}\p{N}@._-])(\p{Ll}{3,}) (?:(\p{Ll}\.?) )?(\p{Ll}[\p{L}'-]{2,})(?![\p{L}\p{N}@_])/gu
const lowerCaseIntroduction = /\bname is (?=\p{Ll})(\p{Ll}[\p{L}'-]+(?: \p{Ll}[\p{L}'-]+)?)/gu

const plainLetters = /^[a-z]+$/
/** Whether it is worth looking closer at a word in small letters. */
const mayBeGiven = (word: string) => givenNames.has(word) || !plainLetters.test(word)

/** Names typed without capitals: a given name that is nothing else, and a surname that is no ordinary word. */
export function findLowerCaseNames(text: string, lists: NameLists): readonly FoundName[] {
  return [...introducedNames(text, lists), ...nameInHeading(text, lists), ...pairs(text, lists)]
}

function introducedNames(text: string, lists: NameLists): readonly FoundName[] {
  return allMatches(text, lowerCaseIntroduction).flatMap(({ index, 0: whole, 1: written = '' }) => {
    const [first = ''] = written.split(' ')
    const parts = written.split(' ').map((word) => partOf(word, lists))
    const used = parts.every(mayBeName) && parts.some(isName) ? written : isName(parts[0] ?? 'thing') ? first : ''
    const start = index + whole.length - written.length
    return used === '' ? [] : [{ start, end: start + used.length, confidence: 0.7 }]
  })
}

function nameInHeading(text: string, lists: NameLists): readonly FoundName[] {
  const [, bullets = '', name = ''] = smallHeading.exec(text) ?? []
  const parts = name.split(' ').map((word) => partOf(word, lists))
  const isPerson = parts.every((part) => mayBeName(part) || part === 'initial') && parts.some(isSurname)
  return isPerson ? [{ start: bullets.length, end: bullets.length + name.length, confidence: 0.7 }] : []
}

function pairs(text: string, lists: NameLists): readonly FoundName[] {
  const names: FoundName[] = []
  lowerCasePair.lastIndex = 0
  for (let match = lowerCasePair.exec(text); match !== null; match = lowerCasePair.exec(text)) {
    const [whole, given = '', , surname = ''] = match
    const isFound = mayBeGiven(given) && partOf(given, lists) === 'given' && isSurname(partOf(surname, lists))
    if (isFound) names.push({ start: match.index, end: match.index + whole.length, confidence: 0.7 })
    else lowerCasePair.lastIndex = match.index + given.length
  }
  return names
}
