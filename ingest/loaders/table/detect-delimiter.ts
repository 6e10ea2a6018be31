const delimiters = [',', '\t', ';', '|'] as const

export type Delimiter = (typeof delimiters)[number]

const sampleLength = 65_536

/**
 * What parts the cells of a CSV file: what its first line says, as in Excel's `sep=;`, or else the
 * sign that cuts most lines into the same number of cells. Signs in quotes do not count.
 */
export function detectDelimiter(text: string): Delimiter {
  const declared = /^sep=([,;|\t])\r?\n/i.exec(text)?.[1]
  const named = delimiters.find((delimiter) => delimiter === declared)
  if (named) return named
  const lines = linesOutsideQuotes(text)
  const scored = delimiters.map((delimiter) => ({ delimiter, ...evenness(lines, delimiter) }))
  const [best] = scored.toSorted((a, b) => b.lines - a.lines || b.cells - a.cells)
  return best && best.lines > 0 ? best.delimiter : ','
}

/** Lines of the beginning of a text, with what is quoted taken out. */
function linesOutsideQuotes(text: string): readonly string[] {
  const sample = text.slice(0, sampleLength).replace(/(^|[,;|\t\r\n])"(?:[^"]|"")*(?:"|$)/g, '$1')
  const lines = sample.split(/\r\n|\r|\n/)
  if (text.length > sampleLength) lines.pop()
  return lines.filter((line) => line.trim() !== '')
}

/** How many lines have as many cells as most lines have, and how many cells those are. */
function evenness(lines: readonly string[], delimiter: string): { readonly lines: number; readonly cells: number } {
  const counts = new Map<number, number>()
  for (const line of lines) {
    const cells = line.split(delimiter).length
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])
  return { lines: most?.[1] ?? 0, cells: most?.[0] ?? 0 }
}
