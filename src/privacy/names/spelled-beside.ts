import type { NameLists } from '../../ports/name-lists.ts'
import type { FoundName } from './found-name.ts'
import { partOf } from './latin/latin-name-parts.ts'

const inBrackets = /^ ?[（(](?=([\p{Script=Latin}\p{M}.'’ ·-]{2,40})[）)])/u
const beforeBracket =
  /(?<![\p{Script=Latin}\p{N}_@.-])(\p{Lu}(?:[\p{Script=Latin}\p{M}'’.-]| (?=\p{Lu})){1,39})( ?[（(])$/u
const closing = /^[）)]/
const reach = 44
/** `CEO`, `HR`: what somebody is. */
const capitals = /^\p{Lu}{1,5}$/u
const confidence = 0.7

/**
 * Names in Latin letters beside a name in Chinese characters that says them again, one of them in brackets:
 * `卡塔琳娜（Katalin）`, `Tony（王涛）`.
 */
export function findSpelledBeside(text: string, chinese: readonly FoundName[], lists: NameLists): readonly FoundName[] {
  return chinese.flatMap(({ start, end }) => [...inBracketsBehind(text, end, lists), ...ahead(text, start, end, lists)])
}

function inBracketsBehind(text: string, at: number, lists: NameLists): readonly FoundName[] {
  const found = inBrackets.exec(text.slice(at, at + reach))
  if (found === null) return []
  const [opening, written = ''] = found
  const start = at + opening.length + (written.length - written.trimStart().length)
  const name = written.trim()
  return isSpelling(name, lists) ? [{ start, end: start + name.length, confidence }] : []
}

function ahead(text: string, start: number, end: number, lists: NameLists): readonly FoundName[] {
  if (!closing.test(text.charAt(end))) return []
  const found = beforeBracket.exec(text.slice(Math.max(0, start - reach), start))
  if (found === null) return []
  const [whole, name = ''] = found
  const at = start - whole.length
  return isSpelling(name, lists) ? [{ start: at, end: at + name.length, confidence }] : []
}

function isSpelling(name: string, lists: NameLists): boolean {
  if (capitals.test(name)) return false
  return name.split(/[ .·]+/).every((word) => {
    const part = word === '' ? 'initial' : partOf(word, lists)
    return part !== 'ordinary' && part !== 'thing'
  })
}
