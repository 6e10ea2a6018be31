/** Words that speak for or against a reading of what follows, as the groups `for` and `against`. */
export type Cues = RegExp

/**
 * What the nearest cue ahead of an offset says. Looks at `reach` characters at most, and not across an
 * empty line.
 * @param cues a global pattern with the named groups `for` and `against`
 */
export function cueBefore(text: string, offset: number, reach: number, cues: Cues): 'for' | 'against' | undefined {
  const window = text.slice(Math.max(0, offset - reach), offset)
  const paragraph = window.slice(window.lastIndexOf('\n\n') + 1)
  let verdict: 'for' | 'against' | undefined
  for (const match of paragraph.matchAll(cues)) verdict = match.groups?.['for'] === undefined ? 'against' : 'for'
  return verdict
}

/** Builds cues from the words that speak for and against. Latin words count only when they stand alone. */
export function cues(words: { readonly for: string; readonly against?: string }): Cues {
  const against = words.against === undefined ? '' : `|(?<against>${words.against})`
  return new RegExp(`(?:(?<for>${words.for})${against})`, 'giu')
}

/** A pattern for Latin words that stand alone, joined by `|`. */
export function latinWords(words: string): string {
  return `(?<![a-z])(?:${words})(?![a-z])`
}
