const cjkEnd = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]$/u
const cjkStart = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u
const brokenWord = /(\p{L}{2,})-$/u
const restOfWord = /^\p{Ll}{2,}/u
const compound = /\p{L}{2,}-\p{L}{2,}/gu

export interface JoinedLines {
  readonly text: string
  /** Where each line begins in the text. */
  readonly starts: readonly number[]
}

/** The words that are written with a hyphen somewhere inside a line, in lower case. */
export function compoundsIn(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.match(compound) ?? []).map((word) => word.toLowerCase()))
}

/**
 * Puts the lines of a paragraph together again: with a space between words, with none between
 * Chinese characters, and without the hyphen of a broken word unless the word is one of `compounds`.
 */
export function joinLines(lines: readonly string[], compounds: ReadonlySet<string>): JoinedLines {
  let text = ''
  const starts: number[] = []
  for (const line of lines) {
    if (text.endsWith('\u00ad')) text = text.slice(0, -1)
    else if (isBroken(text, line, compounds)) text = text.slice(0, -1)
    else if (needsSpace(text, line)) text += ' '
    starts.push(text.length)
    text += line
  }
  return { text, starts }
}

function isBroken(before: string, after: string, compounds: ReadonlySet<string>): boolean {
  const head = brokenWord.exec(before)?.[1]
  const tail = restOfWord.exec(after)?.[0]
  return head !== undefined && tail !== undefined && !compounds.has(`${head}-${tail}`.toLowerCase())
}

function needsSpace(before: string, after: string): boolean {
  if (before === '' || /[-/\s]$/.test(before)) return false
  return !cjkEnd.test(before) && !cjkStart.test(after)
}
