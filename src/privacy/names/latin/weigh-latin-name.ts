import { chineseBefore, chineseBehind, type ChineseCue } from './chinese-beside.ts'
import { contextBefore, sequelBehind } from './latin-name-context.ts'
import { isName, type NamePart } from './latin-name-parts.ts'
import type { NameToken } from './latin-name-tokens.ts'
import { latinWeights } from './latin-name-weights.ts'
import type { NamesSeen } from './names-seen.ts'
import { isPinyinName } from './pinyin.ts'
import { isSpeaker, startsLine } from './start-of-line.ts'

const familyParticle = /^ (?:van|von|bin|ibn|bint|ten|ter|zu)\b/

/** A look through a text, with what an earlier one found. */
export interface Look {
  readonly text: string
  readonly tokens: readonly NameToken[]
  readonly seen: NamesSeen
}

/** What the words of a name say of themselves, with one more than those that said `score`. */
export function withWord(score: number, look: Look, first: number, last: number): number {
  const { text, tokens } = look
  let sum = score + weightOfWord(look, last, first)
  if (last === first + 1) sum = Math.max(sum + latinWeights.second, isPinyinAt(look, first) ? latinWeights.pinyin : 0)
  if (last > first + 1) sum += latinWeights.third
  if (last > first && familyParticle.test(text.slice(tokens[last - 1]?.end, tokens[last]?.start)))
    sum += latinWeights.particle
  return sum
}

/** Whether two words are a Chinese surname and given name in pinyin. */
export function isPinyinAt({ text, tokens }: Look, first: number): boolean {
  const [one, two] = [tokens[first], tokens[first + 1]]
  if (one === undefined || two?.joined !== true) return false
  return isPinyinName(text.slice(one.start, one.end).toLowerCase(), text.slice(two.start, two.end).toLowerCase())
}

function weightOfWord({ text, tokens, seen }: Look, at: number, first: number): number {
  const token = tokens[at]
  if (token === undefined) return 0
  const own = ownWeight(text, tokens, at, first)
  const upper = token.isUpper ? latinWeights.upper : 0
  const written = text.slice(token.start, token.end)
  const isRepeated = isName(token.part) ? seen.parts.has(written) : seen.surnames.has(written)
  if (!isRepeated) return own + upper
  return Math.max(own, isName(token.part) ? latinWeights.repeated : latinWeights.repeatedWord) + upper
}

function ownWeight(text: string, tokens: readonly NameToken[], at: number, first: number): number {
  const part = tokens[at]?.part ?? 'ordinary'
  if (part !== 'wordAndName') return latinWeights[part]
  if (at > first && behindGiven.has(tokens[at - 1]?.part ?? 'ordinary')) return latinWeights.wordBehindGiven
  return at === first && goesBeforeSurname(text, tokens[at + 1])
    ? latinWeights.wordBeforeSurname
    : latinWeights.wordAndName
}

/** Whether a surname follows that the word in front of it does not introduce. */
function goesBeforeSurname(text: string, next: NameToken | undefined): boolean {
  return (
    next?.joined === true &&
    (next.part === 'listed' || next.part === 'built') &&
    contextBefore(text, next.start, next.end) === undefined
  )
}

const behindGiven: ReadonlySet<NamePart> = new Set<NamePart>(['given', 'initial', 'doubtful', 'listed'])

/** What stands in front of a name says for it and against it. */
export function weightAhead({ text, tokens, seen }: Look, first: number): number {
  const { start, end } = tokens[first] ?? { start: 0, end: 0 }
  const context = contextBefore(text, start, end)
  const said = context === undefined ? 0 : latinWeights[context]
  return said + weightOfCue(chineseBefore(text, start)) + weightOfNeighbours(text, start, seen)
}

function weightOfCue(cue: ChineseCue): number {
  return cue === undefined ? 0 : latinWeights[cue]
}

/** Names come in company: `Anna, Ben and Carla`. */
function weightOfNeighbours(text: string, start: number, seen: NamesSeen): number {
  if (seen.ends.size === 0) return 0
  for (const joint of [', ', ' and ', ', and ', ' & ', '/']) {
    if (text.startsWith(joint, start - joint.length) && seen.ends.has(start - joint.length)) return latinWeights.inList
  }
  return 0
}

/** Whether another name follows in a list. */
export function weightOfNext({ text, tokens, seen }: Look, last: number): number {
  if (seen.starts.size === 0) return 0
  const { end } = tokens[last] ?? { end: 0 }
  for (const joint of [', ', ' and ', ', and ']) {
    if (text.startsWith(joint, end) && seen.starts.has(end + joint.length)) return latinWeights.inList
  }
  return 0
}

const sentenceEnd = /(?:^|[.!?:;•*>\n"“(\]|-])\s*$/

/** What stands behind a name, and the line that it stands on, say for it and against it. */
export function weightBehind({ text, tokens, seen }: Look, first: number, last: number): number {
  const { start } = tokens[first] ?? { start: 0 }
  const { end } = tokens[last] ?? { end: 0 }
  const sequel = sequelBehind(text, end)
  let weight = (sequel === undefined ? 0 : latinWeights[sequel]) + weightOfCue(chineseBehind(text, end))
  if (/^['’]s(?!\p{L})/u.test(text.slice(end, end + 3))) weight += latinWeights.possessive
  if (seen.speaks && isSpeaker(text, start, end)) weight += latinWeights.speaker
  if (startsLine(text, start) && /^: ?["“]/.test(text.slice(end, end + 3))) weight += latinWeights.quoted
  if (startsLine(text, start) && (end === text.length || text.charAt(end) === '\n')) weight += latinWeights.line
  else if (first === last && sentenceEnd.test(text.slice(Math.max(0, start - 4), start)))
    weight += latinWeights.sentenceStart
  return weight
}
