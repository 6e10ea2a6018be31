import { allMatches } from '../../../domain/text/all-matches.ts'

/** Words that speak for or against a reading of what follows: a global pattern with the groups `for` and `against`. */
export type Cues = RegExp

/** Builds cues from patterns of words. Case does not matter. */
export function cues(words: { readonly for: string; readonly against?: string }): Cues {
  const against = words.against === undefined ? '' : `|(?<against>${words.against})`
  return new RegExp(`(?<for>${words.for})${against}`, 'giu')
}

/** A pattern for Latin words, joined by `|`, that are not part of longer words. */
export function latinWords(words: string): string {
  return `(?<![a-z])(?:${words})(?![a-z])`
}

/** The name in a placeholder is no word of the text. */
const placeholder = /(?:^|\[)[A-Z_]*_\d+\]/g
/** What a cue at the end of a line may have behind it, as a label in front of its value. */
const restOfLabelLine = /^[\s:*|_-]*$/

/**
 * What the nearest cue ahead of an offset says, at most `reach` characters away. A cue on an earlier line
 * counts only if that line ends with it, as a label does.
 */
export function cueBefore(text: string, offset: number, reach: number, cues: Cues): 'for' | 'against' | undefined {
  const window = text
    .slice(Math.max(0, offset - reach), offset)
    .replace(placeholder, (found) => ' '.repeat(found.length))
  const line = window.lastIndexOf('\n') + 1
  let verdict: 'for' | 'against' | undefined
  for (const match of allMatches(window, cues)) {
    const end = match.index + match[0].length
    if (end <= line && !restOfLabelLine.test(window.slice(end))) continue
    verdict = match.groups?.['for'] === undefined ? 'against' : 'for'
  }
  return verdict
}

/** What stands between a value and the word behind it that says what it is, as in `A123 is my passport number`. */
const bridge =
  /^\s?[,(]?\s?(?:(?:is|was|=|是|为)\s?)?(?:(?:my|his|her|their|our|your|the|a|an|我的?|他的?|她的?|本人的?)\s?)?(?:(?:new|old|own|uk|us|german|chinese)\s)?/i
const behindReach = 40

/** What a cue directly behind an offset says. */
export function cueBehind(text: string, offset: number, cues: Cues): 'for' | 'against' | undefined {
  const window = text.slice(offset, offset + behindReach)
  const from = bridge.exec(window)?.[0].length ?? 0
  if (from === 0) return undefined
  const [match] = allMatches(window.slice(from), cues)
  if (match === undefined || match.index > 0) return undefined
  return match.groups?.['for'] === undefined ? 'against' : 'for'
}

const longestAddress = 256
const beginningOfAddress = /[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*$/i

/** Whether an offset lies inside a web address, where numbers are the ids of pages. */
export function insideAddress(text: string, offset: number): boolean {
  return beginningOfAddress.test(text.slice(Math.max(0, offset - longestAddress), offset))
}
