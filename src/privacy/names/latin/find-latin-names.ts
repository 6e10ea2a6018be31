import type { NameLists } from '../../../ports/name-lists.ts'
import type { FoundName } from '../found-name.ts'
import { findLowerCaseNames } from './find-lower-case-names.ts'
import { findFirms } from './firm-names.ts'
import { nameTokens } from './latin-name-tokens.ts'
import { latinWeights } from './latin-name-weights.ts'
import { namesSeen, noNamesSeen } from './names-seen.ts'
import { isPinyinAt, type Look, weightAhead, weightBehind, weightOfNext, withWord } from './weigh-latin-name.ts'

const mostParts = 4

/**
 * Names in Latin letters: runs of capitalised words, judged by lists of names, by the endings of surnames and by the
 * words around them. A word alone needs more of that than two together.
 */
export function findLatinNames(text: string, lists: NameLists): readonly FoundName[] {
  const firms = findFirms(text)
  const tokens = nameTokens(text, lists).filter(
    ({ start, end }) => !firms.some((firm) => firm.start <= start && end <= firm.end),
  )
  const first = pass({ text, tokens, seen: noNamesSeen })
  if (first.length === 0) return findLowerCaseNames(text, lists)
  return [...pass({ text, tokens, seen: namesSeen(text, first, lists) }), ...findLowerCaseNames(text, lists)]
}

function pass(look: Look): readonly FoundName[] {
  const names: FoundName[] = []
  for (let first = 0; first < look.tokens.length;) {
    const name = bestFrom(look, first)
    if (name === undefined) first += 1
    else {
      names.push(name.found)
      first = name.next
    }
  }
  return names
}

/** The name that begins with a word and reaches the most of all that do, if one reaches enough. */
function bestFrom(look: Look, first: number): { found: FoundName; next: number } | undefined {
  const { tokens } = look
  const begins = tokens[first]
  if (begins === undefined) return undefined
  if ((begins.part === 'ordinary' || begins.part === 'thing') && !isPinyinAt(look, first)) return undefined
  let best: { found: FoundName; next: number } | undefined
  let bestScore = latinWeights.enough
  let score = 0
  const ahead = weightAhead(look, first)
  for (let last = first; last < Math.min(tokens.length, first + mostParts); last += 1) {
    const token = tokens[last]
    if (token === undefined || (last > first && !token.joined)) break
    score = withWord(score, look, first, last)
    if (token.part === 'initial' && (last === first || tokens[last + 1]?.joined !== true)) continue
    const total = score + ahead + weightBehind(look, first, last) + weightOfNext(look, last)
    if (total <= bestScore) continue
    bestScore = total
    const confidence = Math.min(0.95, 0.5 + total / 20)
    best = { found: { start: begins.start, end: token.end, confidence }, next: last + 1 }
  }
  return best
}
