/** A stretch of a text, as UTF-16 offsets into it; `end` is behind its last character. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A line, or what containers such as quotations and lists have left of one, and where it begins in the whole text. */
export interface Line {
  readonly text: string
  readonly start: number
}

export function linesOf(source: string): readonly Line[] {
  const lines: Line[] = []
  for (const match of source.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    lines.push({ text: match[1] ?? '', start: match.index })
  }
  return lines
}

/** A line without its first characters. */
export function cutLine({ text, start }: Line, characters: number): Line {
  return { text: text.slice(characters), start: start + Math.min(characters, text.length) }
}

export function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text.trim() === ''
}

/** The width of the white space that a line begins with. */
export function indentOf({ text }: Line): number {
  return text.length - text.trimStart().length
}
