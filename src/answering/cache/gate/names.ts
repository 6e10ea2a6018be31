import { inLanguage, partsOf } from '../../follow-up/question-parts.ts'
import { type QuestionWord, type ReadQuestion, stemOf } from './read-question.ts'

/** Names that are written in more than one way, each with all of them. */
const otherNames =
  'us/usa/america/united states|uk/britain/united kingdom|hr/human resources|it/information technology|eu/european union|qa/quality assurance|ml/machine learning|ai/artificial intelligence'
    .split('|')
    .map((names) => names.split('/'))

const notNames = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december yes no ok e.g i.e'.split(
    ' ',
  ),
)

/** From so many letters on, a name is found also where it is cut into words otherwise, or written as its initials. */
const leastRunTogether = 6
const leastInitials = 3

/** Whether one question names somebody, something or some place that the other does not. */
export function haveOtherNames(asked: ReadQuestion, remembered: ReadQuestion): boolean {
  return isOneSided(asked, remembered) || isOneSided(remembered, asked)
}

function isOneSided(one: ReadQuestion, other: ReadQuestion): boolean {
  const held = new Set(other.words.flatMap(({ text, stem }) => [text, stem]))
  const plain = other.text.toLowerCase()
  return namesIn(one).some((name) => {
    const small = name.toLowerCase()
    return !isHeld(small, held) && !isWrittenOtherwise(small, plain) && !isAbbreviated(small, one.words, other.words)
  })
}

/** The whole, in any form, or each part of what dots and lines join. */
function isHeld(name: string, held: ReadonlySet<string>): boolean {
  return held.has(name) || name.split(/[._]/).every((part) => held.has(part) || held.has(stemOf(part)))
}

/** "Huggingface.js" and "Hugging Face JS" are the same name; so are "the US" and "the United States". */
function isWrittenOtherwise(name: string, text: string): boolean {
  const together = runTogether(name)
  if (together.length >= leastRunTogether && runTogether(text).includes(together)) return true
  if (/\p{Script=Han}/u.test(name) && text.includes(name)) return true
  const others = otherNames.find((names) => names.some((way) => way.split(' ').includes(name))) ?? []
  const inEnglish = inLanguage(name, 'place', 'en').toLowerCase()
  return [...others, inEnglish].some((way) => new RegExp(String.raw`\b${escaped(way)}\b`).test(text))
}

/** "NLP" stands for "Natural Language Processing", in either question. */
function isAbbreviated(name: string, own: readonly QuestionWord[], other: readonly QuestionWord[]): boolean {
  if (name.length >= leastInitials && initialsOf(other).includes(name)) return true
  const initials = initialsOf(own)
  return other.some(
    ({ text, written }) =>
      text.length >= leastInitials &&
      /^\p{Lu}+$/u.test(written) &&
      text.includes(name.charAt(0)) &&
      initials.includes(text),
  )
}

function runTogether(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function initialsOf(words: readonly QuestionWord[]): string {
  return words.map(({ text }) => text.at(0) ?? '').join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** Places, and what is written like a name: capitals, or letters joined by dots and lines. */
function namesIn(question: ReadQuestion): readonly string[] {
  const places = partsOf(question.text).flatMap(({ kind, text }) =>
    kind === 'place' ? [text.replace(/^the /i, '')] : [],
  )
  const latin = question.words.filter(({ written }) => /^\p{Script=Latin}/u.test(written))
  if (question.isChinese) return [...places, ...latin.map(({ text }) => text)]
  const names = latin.filter(
    (word) => word.isContent && !notNames.has(word.text) && isWrittenLikeName(word, isTitle(latin)),
  )
  return [...places.filter((place) => !place.includes(' ')), ...names.map(({ text }) => text)]
}

function isWrittenLikeName({ written, startsSentence }: QuestionWord, everyWordIs: boolean): boolean {
  if (/^\p{Lu}[\p{Lu}\p{N}]+/u.test(written) || /[\p{L}\p{N}][_.]\p{L}/u.test(written)) return true
  return !everyWordIs && !startsSentence && /^\p{Lu}/u.test(written)
}

/** In a title capitals say nothing. */
function isTitle(words: readonly QuestionWord[]): boolean {
  const content = words.filter(({ isContent }) => isContent)
  return content.filter(({ written }) => /^\p{Lu}/u.test(written)).length > content.length * 0.7
}
