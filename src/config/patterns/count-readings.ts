import type { AST } from '@eslint-community/regexpp'
import { type CharacterRanges, intersect, rangesOf, union } from './character-ranges.ts'

/** What a part of a pattern can match from one place of a text on. */
export interface Readings {
  /** At most so many ways to match, all of which an engine that backtracks may try. */
  readonly ways: number
  /** What its first character may be. */
  readonly first: CharacterRanges
  readonly canBeEmpty: boolean
  readonly shortest: number
  readonly longest: number
}

/** A part that can be read in more than one way. */
export interface Choice {
  readonly node: AST.Quantifier | AST.Group | AST.CapturingGroup | AST.Pattern
  readonly ways: number
}

const anyCharacter = '[^]'
const nothing: Readings = { ways: 1, first: [], canBeEmpty: true, shortest: 0, longest: 0 }

/**
 * Counts the ways to match a part of a pattern, never too few: a repetition that cannot go on with what stands behind it,
 * and alternatives that begin with different characters, leave no choice; every other choice multiplies. With few ways
 * and a longest match, the time for a text grows in proportion to it.
 * @param after what may stand behind the part
 * @param noteChoice is told of every part that leaves a choice
 */
export function countReadings(
  alternatives: readonly AST.Alternative[],
  after: CharacterRanges,
  noteChoice: (node: Choice['node'], ways: number) => void,
): Readings {
  const firsts = new Map<AST.QuantifiableElement, CharacterRanges>()
  return readAlternatives(alternatives, after)

  function readAlternatives(from: readonly AST.Alternative[], behind: CharacterRanges): Readings {
    const read = from.map(({ elements }) => readSequence(elements, behind))
    const [one, ...others] = read
    if (one === undefined) return nothing
    if (others.length === 0) return one
    const begins = read.map(({ first, canBeEmpty }) => (canBeEmpty ? union(first, behind) : first))
    const areApart = begins.every((mine, index) => begins.slice(index + 1).every((other) => !intersect(mine, other)))
    const ways = read.map((each) => each.ways)
    return {
      ways: areApart ? Math.max(...ways) : ways.reduce((sum, each) => sum + each, 0),
      first: read.map(({ first }) => first).reduce(union),
      canBeEmpty: read.some(({ canBeEmpty }) => canBeEmpty),
      shortest: Math.min(...read.map(({ shortest }) => shortest)),
      longest: Math.max(...read.map(({ longest }) => longest)),
    }
  }

  function readSequence(elements: readonly AST.Element[], behind: CharacterRanges): Readings {
    let whole = nothing
    for (const element of elements.toReversed()) {
      const next = whole.canBeEmpty ? union(whole.first, behind) : whole.first
      const read = readElement(element, next)
      whole = {
        ways: read.ways * whole.ways,
        first: read.canBeEmpty ? union(read.first, whole.first) : read.first,
        canBeEmpty: read.canBeEmpty && whole.canBeEmpty,
        shortest: read.shortest + whole.shortest,
        longest: read.longest + whole.longest,
      }
    }
    return whole
  }

  function readElement(element: AST.Element, behind: CharacterRanges): Readings {
    switch (element.type) {
      case 'Quantifier':
        return readQuantifier(element, behind)
      case 'Group':
      case 'CapturingGroup': {
        const read = readAlternatives(element.alternatives, behind)
        if (element.alternatives.length > 1 && read.ways > 1) noteChoice(element, read.ways)
        return read
      }
      case 'Assertion': {
        if (!('alternatives' in element)) return nothing
        return { ...nothing, ways: readAlternatives(element.alternatives, rangesOf(anyCharacter)).ways }
      }
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return { ways: 1, first: rangesOf(element.raw), canBeEmpty: false, shortest: 1, longest: 1 }
      case 'Backreference':
      case 'ExpressionCharacterClass':
        return { ways: Infinity, first: rangesOf(anyCharacter), canBeEmpty: true, shortest: 0, longest: Infinity }
    }
  }

  function readQuantifier(quantifier: AST.Quantifier, behind: CharacterRanges): Readings {
    const { element, min, max } = quantifier
    if (max === 0) return nothing
    const first = firsts.get(element) ?? readElement(element, []).first
    firsts.set(element, first)
    const once = readElement(element, max > 1 ? union(first, behind) : behind)
    const hasChoice = min !== max && (once.canBeEmpty || intersect(first, behind))
    const ways = hasChoice ? sumOfPowers(once.ways, min, max) : once.ways ** max
    if (ways > 1) noteChoice(quantifier, ways)
    return {
      ways,
      first,
      canBeEmpty: min === 0 || once.canBeEmpty,
      shortest: once.shortest * min,
      longest: once.longest * max,
    }
  }
}

function sumOfPowers(base: number, from: number, to: number): number {
  if (base === 1) return to - from + 1
  let sum = 0
  for (let power = from; power <= to && sum < Infinity; power += 1) sum += base ** power
  return sum
}
