import type { NameLists } from '../../ports/name-lists.ts'
import type { FoundName } from './find-chinese-names.ts'
import { chineseBefore, chineseBehind, type ChineseCue } from './chinese-beside.ts'
import { findFirms } from './firm-names.ts'
import { givenNames } from './given-names.ts'
import { contextBefore, honorifics, sequelBehind } from './latin-name-context.ts'
import { type NamePart, partOf } from './latin-name-parts.ts'
import { isTypedSmall, smallPartOf, smallWord } from './lower-case-parts.ts'
import { isPinyinName } from './pinyin.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/** A capitalised word and what it may be. */
interface Token {
  readonly start: number
  readonly end: number
  readonly part: NamePart
  readonly isUpper: boolean
  /** Whether it stands in a name with the token before it: a space, or particles, are between them. */
  readonly joined: boolean
}

/** What speaks for a name and against it; the sum must reach `enough`. */
const latinWeights = {
  enough: 2.2,
  given: 3.5,
  listed: 2,
  built: 2.2,
  doubtful: 0.6,
  unknown: 0,
  ordinary: -3.5,
  thing: -4,
  /** Ordinary words that are surnames too: alone, and behind a given name. */
  wordAndName: -2.5,
  wordBehindGiven: 0,
  /** … and in front of a surname that is no ordinary word. */
  wordBeforeSurname: -1,
  /** Beside another name, with a comma or `and` between them. */
  listed2: 1.6,
  /** A part of a name that stands in full elsewhere in the text; less where nothing else says that it is one. */
  repeated: 3,
  repeatedWord: 2.4,
  /** Whose words follow the colon at the start of a line, where others' do too. */
  speaker: 2.4,
  /** Alone on a line with a colon, and what is said in quotation marks. */
  quoted: 1.5,
  initial: 0.6,
  /** A Chinese surname and given name in pinyin. */
  pinyin: 3,
  /** Words after the first make a full name. */
  second: 0.9,
  third: 0.2,
  /** Particles between them, of languages whose places hardly have them. */
  particle: 1.2,
  honorific: 4,
  introduction: 3.2,
  label: 3.2,
  greeting: 3,
  role: 2,
  company: 0.7,
  place: -1.6,
  action: 2.5,
  work: 2.2,
  deed: 2.5,
  verb: 0.7,
  vocative: 2.4,
  appeal: 2.8,
  possessive: 0.9,
  upper: -2.2,
  /** Nothing but the name on its line. */
  line: 0.8,
  /** Beside Chinese: brands are more often left in Latin letters there than people are. */
  chinese: -0.5,
  chineseRole: 2.8,
  chineseFollower: 1.8,
  /** One word at the start of a sentence has its capital from there. */
  sentenceStart: -0.2,
}

/** Chinese characters may stand right beside it: they are no letters of the word. */
const capitalised =
  /(?<!(?!\p{Script=Han})\p{L}|[\p{N}_@#$/\\])\p{Lu}(?:(?!\p{Script=Han})[\p{L}\p{M}]|['’](?=\p{L})(?!s(?!\p{L}))|-(?=\p{Lu}))*\.?/gu
const particles =
  / (?:(?:van|von|der|den|de|da|di|du|del|della|dos|das|la|le|el|al|bin|ibn|bint|ten|ter|zu|af|av|y) ){1,3}/y
const familyParticle = /^ (?:van|von|bin|ibn|bint|ten|ter|zu)\b/
const mostParts = 4

/**
 * Names in Latin letters: runs of capitalised words, judged by lists of names, by the endings of surnames and by the
 * words around them. A word alone needs more of that than two together.
 */
export function findLatinNames(text: string, lists: NameLists): readonly FoundName[] {
  const firms = findFirms(text)
  const tokens = tokensOf(text, lists).filter(
    ({ start, end }) => !firms.some((firm) => firm.start <= start && end <= firm.end),
  )
  const first = pass(text, tokens, noNames)
  if (first.length === 0) return lowerCaseNames(text, lists)
  return [...pass(text, tokens, knownFrom(text, first, lists)), ...lowerCaseNames(text, lists)]
}

/** What the first look through a text found, for the second. */
interface Known {
  readonly parts: ReadonlySet<string>
  /** Surnames behind given names, which may be words that nothing else tells as names. */
  readonly surnames: ReadonlySet<string>
  readonly starts: ReadonlySet<number>
  readonly ends: ReadonlySet<number>
  /** Whether one of them is a line's speaker. */
  readonly speaks: boolean
}

const noNames: Known = { parts: new Set(), surnames: new Set(), starts: new Set(), ends: new Set(), speaks: false }

function knownFrom(text: string, names: readonly FoundName[], lists: NameLists): Known {
  const split = names.map(({ start, end }) => text.slice(start, end).split(' ')).filter((parts) => parts.length > 1)
  return {
    parts: new Set(split.flatMap((parts) => parts.filter((part) => part.length > 2))),
    surnames: new Set(
      split.filter(([given = '']) => partOf(given, lists) === 'given').map((parts) => parts.at(-1) ?? ''),
    ),
    starts: new Set(names.map(({ start }) => start)),
    ends: new Set(names.map(({ end }) => end)),
    speaks: names.some(({ start, end }) => isSpeaker(text, start, end)),
  }
}

/** Whether a word stands between the start of a line and a colon that a sentence follows. */
function isSpeaker(text: string, start: number, end: number): boolean {
  return startsLine(text, start) && /^: ?[\p{Lu}"“]/u.test(text.slice(end, end + 3))
}

/** The marks of a quoted e-mail are no part of a line. */
function startsLine(text: string, start: number): boolean {
  let before = start - 1
  while (before >= 0 && (text.charAt(before) === ' ' || text.charAt(before) === '>')) before -= 1
  return before < 0 || text.charAt(before) === '\n'
}

function pass(text: string, tokens: readonly Token[], known: Known): readonly FoundName[] {
  const names: FoundName[] = []
  for (let first = 0; first < tokens.length;) {
    const name = bestFrom(text, tokens, first, known)
    if (name === undefined) first += 1
    else {
      names.push(name.found)
      first = name.next
    }
  }
  return names
}

/** The first line of a card or a form whose other lines say how to reach somebody. */
const smallHeading =
  /^([^\p{L}\p{N}\n]{0,6})(\p{Ll}[\p{L}'-]{2,}(?: \p{Ll}\.?)?(?: \p{Ll}[\p{L}'-]{2,}){1,2})\n(?=(?:[^\n]*\n){0,8}?[^\n]*\d{3})/u
const lowerCasePair = /(?<![\p{L}\p{N}@._-])(\p{Ll}{3,}) (?:(\p{Ll}\.?) )?(\p{Ll}[\p{L}'-]{2,})(?![\p{L}\p{N}@_])/gu

const isName = (part: NamePart) => part === 'given' || part === 'listed' || part === 'built' || part === 'doubtful'
const isSurname = (part: NamePart) => part === 'given' || part === 'listed' || part === 'built'
const plainLetters = /^[a-z]+$/
/** Whether it is worth looking closer at a word in small letters. */
const mayBeGiven = (word: string) => givenNames.has(word) || !plainLetters.test(word)
const mayBeName = (part: NamePart) => isName(part) || part === 'unknown'

const lowerCaseIntroduction = /\bname is (?=\p{Ll})(\p{Ll}[\p{L}'-]+(?: \p{Ll}[\p{L}'-]+)?)/gu

/** Names typed without capitals: a given name that is nothing else, and a surname that is no ordinary word. */
function lowerCaseNames(text: string, lists: NameLists): readonly FoundName[] {
  const names: FoundName[] = []
  for (const { index, 0: whole, 1: written = '' } of allMatches(text, lowerCaseIntroduction)) {
    const parts = written.split(' ').map((word) => partOf(word, lists))
    const start = index + whole.length - written.length
    const first = written.split(' ')[0] ?? ''
    const used =
      parts.every(mayBeName) && parts.some(isName)
        ? written
        : mayBeName(parts[0] ?? 'thing') && isName(parts[0] ?? 'thing')
          ? first
          : ''
    if (used !== '') names.push({ start, end: start + used.length, confidence: 0.7 })
  }
  names.push(...nameInHeading(text, lists))
  lowerCasePair.lastIndex = 0
  for (let match = lowerCasePair.exec(text); match !== null; match = lowerCasePair.exec(text)) {
    const [whole, given = '', , surname = ''] = match
    const isFound = mayBeGiven(given) && partOf(given, lists) === 'given' && isSurname(partOf(surname, lists))
    if (isFound) names.push({ start: match.index, end: match.index + whole.length, confidence: 0.7 })
    else lowerCasePair.lastIndex = match.index + given.length
  }
  return names
}

function nameInHeading(text: string, lists: NameLists): readonly FoundName[] {
  const [, bullets = '', name = ''] = smallHeading.exec(text) ?? []
  const parts = name.split(' ').map((word) => partOf(word, lists))
  const isPerson = parts.every((part) => mayBeName(part) || part === 'initial') && parts.some(isSurname)
  return isPerson ? [{ start: bullets.length, end: bullets.length + name.length, confidence: 0.7 }] : []
}

const salutations: ReadonlySet<string> = new Set(['hi', 'hello', 'hey', 'dear', 'thanks', 'sorry', 'bye'])

function tokensOf(text: string, lists: NameLists): readonly Token[] {
  const tokens: Token[] = []
  const isSmall = isTypedSmall(text)
  for (const { index, 0: written } of allMatches(text, isSmall ? smallWord : capitalised)) {
    const isInitial = written.length <= 2
    const word = !isInitial && written.endsWith('.') ? written.slice(0, -1) : written
    const end = index + word.length
    const spelled = word.toLowerCase()
    if (/^i['’]/i.test(word) || honorifics.has(spelled) || salutations.has(spelled)) continue
    if (isPartOfMore(text.charCodeAt(end))) continue
    const previous = tokens.at(-1)
    tokens.push({
      start: index,
      end,
      part: isSmall ? smallPartOf(text, index, word, lists) : partOf(word, lists),
      isUpper: word.length > 2 && word === word.toUpperCase(),
      joined: previous !== undefined && areJoined(text, previous.end, index),
    })
  }
  return tokens
}

/** Whether a word goes on with `_`, `@` or a digit. */
function isPartOfMore(after: number): boolean {
  return after === 0x5f || after === 0x40 || (after >= 0x30 && after <= 0x39)
}

function areJoined(text: string, end: number, start: number): boolean {
  if (start === end + 1) return text.charAt(end) === ' '
  particles.lastIndex = end
  return particles.test(text) && particles.lastIndex === start
}

function bestFrom(
  text: string,
  tokens: readonly Token[],
  first: number,
  known: Known,
): { found: FoundName; next: number } | undefined {
  let best: { found: FoundName; next: number } | undefined
  let bestScore = latinWeights.enough
  let score = 0
  const firstPart = tokens[first]?.part
  if ((firstPart === 'ordinary' || firstPart === 'thing') && !pinyinAt(text, tokens, first)) return undefined
  const before =
    weightBefore(text, tokens, first) +
    weightOfCue(chineseBefore(text, tokens[first]?.start ?? 0)) +
    weightOfNeighbours(text, tokens[first]?.start ?? 0, known)
  for (let last = first; last < Math.min(tokens.length, first + mostParts); last += 1) {
    const token = tokens[last]
    if (token === undefined || (last > first && !token.joined)) break
    score += weightOf(text, tokens, last, first, known)
    if (last === first + 1)
      score = Math.max(score + latinWeights.second, pinyinAt(text, tokens, first) ? latinWeights.pinyin : 0)
    if (last > first + 1) score += latinWeights.third
    if (last > first && familyParticle.test(text.slice(tokens[last - 1]?.end, token.start)))
      score += latinWeights.particle
    if (token.part === 'initial' && (last === first || tokens[last + 1]?.joined !== true)) continue
    const total = score + before + weightAfter(text, tokens, first, last, known) + weightOfNext(text, token.end, known)
    if (total <= bestScore) continue
    bestScore = total
    const start = tokens[first]?.start ?? 0
    best = { found: { start, end: token.end, confidence: Math.min(0.95, 0.5 + total / 20) }, next: last + 1 }
  }
  return best
}

function pinyinAt(text: string, tokens: readonly Token[], first: number): boolean {
  const [one, two] = [tokens[first], tokens[first + 1]]
  if (one === undefined || two?.joined !== true) return false
  return isPinyinName(text.slice(one.start, one.end).toLowerCase(), text.slice(two.start, two.end).toLowerCase())
}

function weightOf(text: string, tokens: readonly Token[], at: number, first: number, known: Known): number {
  const token = tokens[at]
  if (token === undefined) return 0
  const own = ownWeight(text, tokens, at, first)
  const upper = token.isUpper ? latinWeights.upper : 0
  const written = text.slice(token.start, token.end)
  const isRepeated = isName(token.part) ? known.parts.has(written) : known.surnames.has(written)
  if (!isRepeated) return own + upper
  return Math.max(own, isName(token.part) ? latinWeights.repeated : latinWeights.repeatedWord) + upper
}

function ownWeight(text: string, tokens: readonly Token[], at: number, first: number): number {
  const part = tokens[at]?.part ?? 'ordinary'
  if (part !== 'wordAndName') return latinWeights[part]
  if (at > first && behindGiven.has(tokens[at - 1]?.part ?? 'ordinary')) return latinWeights.wordBehindGiven
  return at === first && goesBeforeSurname(text, tokens[at + 1])
    ? latinWeights.wordBeforeSurname
    : latinWeights.wordAndName
}

/** Whether a surname follows that the word in front of it does not introduce. */
function goesBeforeSurname(text: string, next: Token | undefined): boolean {
  return (
    next?.joined === true &&
    (next.part === 'listed' || next.part === 'built') &&
    contextBefore(text, next.start, next.end) === undefined
  )
}

const behindGiven: ReadonlySet<NamePart> = new Set<NamePart>(['given', 'initial', 'doubtful', 'listed'])

function weightOfNext(text: string, end: number, known: Known): number {
  if (known.starts.size === 0) return 0
  for (const joint of [', ', ' and ', ', and ']) {
    if (text.startsWith(joint, end) && known.starts.has(end + joint.length)) return latinWeights.listed2
  }
  return 0
}

/** Names come in company: `Anna, Ben and Carla`. */
function weightOfNeighbours(text: string, start: number, known: Known): number {
  if (known.ends.size === 0) return 0
  for (const joint of [', ', ' and ', ', and ', ' & ', '/']) {
    if (text.startsWith(joint, start - joint.length) && known.ends.has(start - joint.length))
      return latinWeights.listed2
  }
  return 0
}

const sentenceEnd = /(?:^|[.!?:;•*>\n"“(\]|-])\s*$/

function weightBefore(text: string, tokens: readonly Token[], first: number): number {
  const token = tokens[first]
  if (token === undefined) return 0
  const context = contextBefore(text, token.start, token.end)
  return context === undefined ? 0 : latinWeights[context]
}

function weightOfCue(cue: ChineseCue): number {
  return cue === undefined ? 0 : latinWeights[cue]
}

function weightAfter(text: string, tokens: readonly Token[], first: number, last: number, known: Known): number {
  const { start } = tokens[first] ?? { start: 0 }
  const { end } = tokens[last] ?? { end: 0 }
  const sequel = sequelBehind(text, end)
  let weight = (sequel === undefined ? 0 : latinWeights[sequel]) + weightOfCue(chineseBehind(text, end))
  if (/^['’]s(?!\p{L})/u.test(text.slice(end, end + 3))) weight += latinWeights.possessive
  if (known.speaks && isSpeaker(text, start, end)) weight += latinWeights.speaker
  if (startsLine(text, start) && /^: ?["“]/.test(text.slice(end, end + 3))) weight += latinWeights.quoted
  if (startsLine(text, start) && (end === text.length || text.charAt(end) === '\n')) weight += latinWeights.line
  else if (first === last && sentenceEnd.test(text.slice(Math.max(0, start - 4), start)))
    weight += latinWeights.sentenceStart
  return weight
}
