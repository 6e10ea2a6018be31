/** Words in lower case, each Chinese character a token of its own; punctuation and rules are none. */
export function tokensOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []
  )
}

const numberedTitle = /^\s*(?:\* )?((?:\d+\.)+\s+\S.*)$/

/**
 * A manual's text without what only its layout needs: the table of contents, which repeats the titles
 * that follow, the marks that stand for pictures, and the lines that cells are wrapped in.
 */
export function withoutFurniture(text: string): string {
  const lines = text
    .replace(/\r/g, '')
    .replace(/\[\[?image\]?\]|\[image:[^\]]*\]/gi, '')
    .split('\n')
  const lastSeen = new Map(lines.map((line, at) => [titleIn(line), at]))
  const body = lines.filter((line, at) => titleIn(line) === undefined || lastSeen.get(titleIn(line)) === at)
  return withoutWrappedCells(body).join('\n')
}

/** Tables drawn with `|` and `-`, with each row in one line. */
function withoutWrappedCells(lines: readonly string[]): readonly string[] {
  const written: string[] = []
  let cells: string[] = []
  for (const line of lines) {
    const row = /^\s*\|(.*)\|\s*$/.exec(line)?.[1]
    const isRule = /^\s*[|+][-=+|]+[|+]\s*$/.test(line)
    if (row !== undefined && !isRule) {
      for (const [at, cell] of row.split('|').entries()) cells[at] = `${cells[at] ?? ''} ${cell.trim()}`
    } else {
      written.push(cells.join(' '), isRule ? '' : line)
      cells = []
    }
  }
  return [...written, cells.join(' ')]
}

function titleIn(line: string): string | undefined {
  return numberedTitle.exec(line)?.[1]?.replace(/\s+/g, ' ')
}

/** The words of a pandoc parse in its native notation: the texts of its `Str` elements, notes last. */
export function wordsOfNative(native: string): string {
  const { body, notes } = withoutNotes(native)
  return [body, ...notes].map(strings).join(' ')
}

function strings(native: string): string {
  // Elements that no space parts are one word.
  const pieces = native.matchAll(
    /\bStr\s+"((?:[^"\\]|\\.)*)"|\b(Space|SoftBreak|LineBreak|Para|Plain|Header|LineBlock)\b/gs,
  )
  return Array.from(pieces, ([, word, gap]) => (gap === undefined ? unescaped(word ?? '') : ' ')).join('')
}

/** Takes out footnotes, which a document prints at its end and the parse keeps where they are called. */
function withoutNotes(native: string): { readonly body: string; readonly notes: readonly string[] } {
  const notes: string[] = []
  let body = ''
  let from = 0
  for (const call of native.matchAll(/\bNote\s*\[/g)) {
    if (call.index < from) continue
    const end = closingBracket(native, call.index + call[0].length)
    body += native.slice(from, call.index)
    notes.push(native.slice(call.index + call[0].length, end))
    from = end
  }
  return { body: body + native.slice(from), notes }
}

function closingBracket(native: string, from: number): number {
  let depth = 1
  const tokens = /"(?:[^"\\]|\\.)*"|[[\]]/gs
  tokens.lastIndex = from
  for (let token = tokens.exec(native); token; token = tokens.exec(native)) {
    if (token[0] === '[') depth++
    else if (token[0] === ']' && --depth === 0) return token.index
  }
  return native.length
}

/** A Haskell string literal's content (Haskell 2010 report, section 2.6). */
function unescaped(literal: string): string {
  return literal.replace(/\\(?:(\d+)|x([\da-f]+)|&|(.))/gis, (_whole, decimal, hex, other) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16))
    if (other === 'n' || other === 't') return ' '
    return other === undefined ? '' : String(other)
  })
}
