const plainEndings = new Set(['pdf', 'txt', 'text', 'csv', 'tsv', 'log'])

/**
 * How the text of a document is best shown. Line ends mean nothing in Markdown, but they are all
 * the form that a plain text or the text of a PDF has.
 *
 * @param source the document's path or address
 */
export function readingFormOf(source: string): 'plain' | 'markdown' {
  const path = source.split(/[?#]/, 1)[0] ?? ''
  const ending = /\.([a-z\d]+)$/i.exec(path)?.[1]?.toLowerCase()
  return ending !== undefined && plainEndings.has(ending) ? 'plain' : 'markdown'
}
