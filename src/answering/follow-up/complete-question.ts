import { hasHan, type Language } from '../../domain/language.ts'
import type { Leaning } from './leaning.ts'
import { inLanguage, kindOf, type PartKind, partsOf } from './question-parts.ts'
import { topicOf } from './topic-of.ts'
import { allMatches } from '../../domain/text/all-matches.ts'

/**
 * A question that leans on the one before it, made to stand on its own: what it names takes the place
 * of its like, a pronoun becomes what it stands for. Where no rule fits for sure, the question before is
 * put in front of it, so that no word of either is lost.
 */
export function completeQuestion(question: string, leaning: Leaning, before: string): string {
  switch (leaning.kind) {
    case 'none':
      return question
    case 'fragment':
      return substitute(leaning, before) ?? together(before, question)
    case 'pronoun':
      return resolve(question, before) ?? together(before, question)
    case 'reply':
      if (leaning.core === '') return before
      return substitute({ kind: 'fragment', core: leaning.core }, before) ?? together(before, leaning.core)
    case 'language':
      return before
    case 'bare':
    default:
      return together(before, question)
  }
}

function together(before: string, question: string): string {
  return `${before} ${question}`
}

type Fragment = Extract<Leaning, { kind: 'fragment' }>

function substitute(fragment: Fragment, before: string): string | undefined {
  const language: Language = hasHan(before) ? 'zh' : 'en'
  const core = fragment.core.replace(/^(?:the|an?) (?=\p{Lu}+[-\d])/u, '')
  const kind = kindOf(core)
  if (kind === undefined) {
    if (hasHan(fragment.core) !== (language === 'zh')) return undefined
    return language === 'zh' ? swapChineseNoun(fragment.core, before) : swapEnglishNoun(fragment, before)
  }
  const named = inLanguage(core, kind, language)
  const like = partsOf(before).findLast((part) => part.kind === kind)
  if (like !== undefined) return splice(before, like, named)
  return language === 'zh' ? addChinese(named, kind, before) : addEnglish(named, kind, fragment.preposition, before)
}

function splice(text: string, place: { readonly start: number; readonly end: number }, replacement: string): string {
  return text.slice(0, place.start) + replacement + text.slice(place.end)
}

const usualPreposition = { place: 'in', people: 'for', time: 'in', code: 'for' } as const

function addEnglish(named: string, kind: PartKind, preposition: string | undefined, before: string): string {
  const asker = /\b(do|can|may|must|should|will|could|would) (?:i|we|you)\b/i.exec(before)
  if (kind === 'people' && asker !== null && /s$|staff$|children$|people$/i.test(named)) {
    return splice(before, { start: asker.index, end: asker.index + asker[0].length }, `${asker[1]} ${named}`)
  }
  const isAdverb = kind === 'time' && /^(?:last|this|next)/i.test(named)
  const phrase = isAdverb ? named : `${preposition ?? usualPreposition[kind]} ${named}`
  return before.replace(/\s*[?.!]*\s*$/u, ` ${phrase}?`)
}

function addChinese(named: string, kind: PartKind, before: string): string {
  const asker = kind === 'people' ? /^(?:请问)?(我们?|本人)/u.exec(before) : null
  return asker === null ? `${named}${before}` : before.replace(asker[1] ?? '', named)
}

const modifierEnd =
  /^(?:a|an|the|my|our|your|any|all|some|no|of|in|at|on|for|to|from|with|by|per|is|are|was|were|do|does|did|can|may|must|should|how|many|much|what|which|who|when|where|why|and|or|i|we|you|get|have|take|use|need|about|if|long)$/i

const singular = (word: string) => word.toLowerCase().replace(/(?<=[a-z]{3})s$/, '')

/** "sick leave" for "annual leave": a phrase with the same last word; or a phrase with the same preposition. */
function swapEnglishNoun({ core, preposition }: Fragment, before: string): string | undefined {
  const phrase = preposition === undefined ? null : prepositionalPhrase(preposition, before)
  if (phrase !== null) return splice(before, phrase, core)
  const named = core.replace(/^(?:a|an|the|my|our)\s+/i, '')
  const words = [...allMatches(before, /[\p{L}\p{N}'’/-]+/gu)]
  const head = singular(named.split(/\s+/).at(-1) ?? '')
  const at = words.findLastIndex(([word]) => singular(word) === head)
  if (at >= 0) {
    let first = at
    while (first > 0 && !modifierEnd.test(words[first - 1]?.[0] ?? '') && at - first < 2) first -= 1
    const [from, to] = [words[first], words[at]]
    if (from !== undefined && to !== undefined) {
      return splice(before, { start: from.index, end: to.index + to[0].length }, named)
    }
  }
  return preposition === undefined ? undefined : before.replace(/\s*[?.!]*\s*$/u, ` ${preposition} ${core}?`)
}

/** The noun phrase behind the last such preposition: "for [hotels] in London". */
function prepositionalPhrase(
  preposition: string,
  text: string,
): { readonly start: number; readonly end: number } | null {
  const pattern = new RegExp(
    String.raw`\b${preposition}\s+((?:[\p{L}\p{N}'’/-]+)(?:\s+(?!(?:in|at|on|for|from|with|by|per|if|when|is|are|do|does|can|must)\b)[\p{L}\p{N}'’/-]+){0,4})`,
    'giu',
  )
  const found = allMatches(text, pattern).at(-1)
  if (found?.[1] === undefined) return null
  const start = found.index + found[0].length - found[1].length
  return { start, end: start + found[1].length }
}

const chineseBoundary = /[的在有是和与对从到吗呢么什多几怎可能会要请我你您他们个，,、。？?\s]/u

/** "病假" for "年假": words that end alike, back to a word that cannot belong to them. */
function swapChineseNoun(core: string, before: string): string | undefined {
  const wanted = [...core]
  const characters = [...before]
  const last = wanted.at(-1)
  const at = characters.findLastIndex((character, index) => {
    const next = characters[index + 1]
    return character === last && (next === undefined || !wanted.includes(next))
  })
  if (at < 0 || wanted.length < 2) return undefined
  let first = at
  while (first > 0 && at - first < wanted.length - 1 && !chineseBoundary.test(characters[first - 1] ?? '')) first -= 1
  if (first === at) return undefined
  return [...characters.slice(0, first), core, ...characters.slice(at + 1)].join('')
}

const englishObject = /\b(?:it|them|they|those|these)\b(?!['’])|\b(?:this|that) ones?\b/i
const englishPossessive = /\b(?:its|their)\b/i
const chineseObject =
  /(?:它们?|这个|那个|这些|那些|这种|那种|这项|那项)(?=可以|可否|能|是|有|要|怎么|如何|多|什么|需|会|从|到|包|算|由|在|最|吗|呢|[?？]|$)/u

function resolve(question: string, before: string): string | undefined {
  if (hasHan(question) !== hasHan(before)) return undefined
  const topic = topicOf(before)
  const place = partsOf(before).findLast(({ kind }) => kind === 'place')
  if (hasHan(question)) {
    const elsewhere = /那里|那边|这里/u
    if (place !== undefined && elsewhere.test(question)) return question.replace(elsewhere, place.text)
    return topic === undefined || !chineseObject.test(question) ? undefined : question.replace(chineseObject, topic)
  }
  if (place !== undefined && /\bthere\b/i.test(question)) return question.replace(/\bthere\b/i, `in ${place.text}`)
  if (topic === undefined) return undefined
  const named = /^\p{Lu}[-\p{Lu}]*\d/u.test(topic) ? `the ${topic}` : topic
  if (englishObject.test(question)) return question.replace(englishObject, named)
  return englishPossessive.test(question) ? question.replace(englishPossessive, `the ${topic}'s`) : undefined
}
