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
  for (const match of window.matchAll(cues)) {
    const end = match.index + match[0].length
    if (end <= line && !restOfLabelLine.test(window.slice(end))) continue
    verdict = match.groups?.['for'] === undefined ? 'against' : 'for'
  }
  return verdict
}

const longestAddress = 256
const beginningOfAddress = /[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*$/i

/** Whether an offset lies inside a web address, where numbers are the ids of pages. */
export function insideAddress(text: string, offset: number): boolean {
  return beginningOfAddress.test(text.slice(Math.max(0, offset - longestAddress), offset))
}
