import type { NameLists } from '../../../ports/name-lists.ts'
import { givenNames } from './given-names.ts'
import { things } from './latin-name-context.ts'
import { ordinaryWords } from './ordinary-words.ts'

/** What a capitalised word may be in a name. */
export type NamePart =
  | 'initial'
  | 'given'
  | 'listed'
  | 'built'
  | 'doubtful'
  | 'wordAndName'
  | 'thing'
  | 'ordinary'
  | 'unknown'

const beyondAscii = /[^\0-\x7F]/
const mark = /\p{M}/gu
const initial = /^\p{Lu}\.?$/u
/** Endings of surnames of many languages, from patronymics to places of origin. */
const surnameEnding =
  /(?:sson|dottir|dóttir|ssen|nsen|rsen|lsen|tsen|[aeiou]nen|ovic|evic|ović|ević|ovich|evich|ovna|evna|ov|ova|ev|eva|sky|skaya|ski|ska|skiy|skyi|cki|cka|czyk|czak|wicz|enko|chuk|chenko|yshyn|uk|iak|yan|ian|adze|shvili|oglu|oğlu|poulos|opoulou|akis|idis|iadis|escu|eanu|ez|eira|inho|ini|etti|elli|ello|ucci|acci|azzi|otti|one|mann|meyer|meier|maier|bauer|berger|hofer|huber|schmidt|stein|baum|wald|ström|strom|quist|qvist|gren|lund|berg|gaard|gård|holm|feld|bach|hoff|huis|stra|sma|inga|aerts|ckx|eau|eux|ault|bert|ier|ière|ová|á|né|ffy|ossy|ssy|vics|szky|házi|bhai|wala|kar|swamy|nathan|moto|mura|naka|yama|kawa|guchi|saki|shima|hashi|mori|zawa|hara|oka|uchi|wale|yemi|unle|adze|ashvili|o'\p{L}+|mc\p{L}+|mac\p{Lu}\p{L}+|fitz\p{L}+)$/iu
const shortestBuilt = 5

/** A full name without its space, as Chinese texts often have it. */
const glued = /^(\p{Lu}\p{Ll}{2,})(?:\p{Lu}\.?)?(\p{Lu}\p{Ll}{2,})$/u

export function partOf(word: string, lists: NameLists): NamePart {
  if (initial.test(word)) return 'initial'
  const [, given, surname] = glued.exec(word) ?? []
  if (given !== undefined && surname !== undefined) return isFullName(given, surname, lists) ? 'given' : 'unknown'
  const isAccented = beyondAscii.test(word)
  const spelled = (isAccented ? word.normalize('NFD').replace(mark, '') : word).toLowerCase()
  if (things.has(spelled)) return 'thing'
  const isOrdinary = ordinaryWords.has(spelled)
  if (givenNames.has(spelled)) return isOrdinary ? 'doubtful' : 'given'
  if (spelled.includes('-') && spelled.split('-').every((part) => givenNames.has(part) || lists.isName(part)))
    return 'given'
  if (isOrdinary) return lists.isName(spelled) ? 'wordAndName' : 'ordinary'
  if (lists.isName(spelled)) return 'listed'
  if (
    (isAccented && spelled.length < word.normalize('NFD').length) ||
    (word.length >= shortestBuilt && surnameEnding.test(word))
  )
    return 'built'
  return 'unknown'
}

function isFullName(given: string, surname: string, lists: NameLists): boolean {
  if (partOf(given, lists) !== 'given') return false
  const part = partOf(surname, lists)
  return part === 'given' || part === 'listed' || part === 'built' || part === 'wordAndName'
}

/** Whether a word is known as a part of names. */
export const isName = (part: NamePart) =>
  part === 'given' || part === 'listed' || part === 'built' || part === 'doubtful'
/** … and as a surname that is no ordinary word. */
export const isSurname = (part: NamePart) => part === 'given' || part === 'listed' || part === 'built'
/** … or nothing is known that it is instead. */
export const mayBeName = (part: NamePart) => isName(part) || part === 'unknown'
