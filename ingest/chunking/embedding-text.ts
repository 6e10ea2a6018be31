import type { Chunk } from '../../src/domain/documents/chunk.ts'
import {
  addedPiece,
  joinPieces,
  joinTraced,
  replaceTraced,
  sliceTraced,
  traced,
  type TracedText,
} from '../../src/domain/text/traced-text.ts'

/** What a chunk is embedded and indexed as: its title and headings in the first line, then its words without markup. */
export function embeddingText(title: string, chunk: Pick<Chunk, 'text' | 'headingPath'>): string {
  return prefixOf(title, chunk) + withoutMarkup(chunk.text)
}

/** The same text, with where its letters come from in the chunk's text; those of title and headings from nowhere. */
export function tracedEmbeddingText(title: string, chunk: Pick<Chunk, 'text' | 'headingPath'>): TracedText {
  return joinTraced([joinPieces([addedPiece(prefixOf(title, chunk))]), withoutMarkupTraced(chunk.text)])
}

function prefixOf(title: string, { headingPath }: Pick<Chunk, 'headingPath'>): string {
  const [outermost] = headingPath
  const path = outermost === title ? headingPath : [title, ...headingPath]
  return `${path.join(' > ')}\n`
}

/** Tags that occur in Markdown; other words in angle brackets are placeholders that a reader sees. */
const htmlTag =
  /<\/?(?:a|abbr|b|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|s|script|small|span|strong|style|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|video)(?:\s[^<>]*)?\/?>/gi

/** Every rewriting of Markdown into the words that a reader sees, in this order. */
const rewritings: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/<!--[\s\S]*?-->/g, ' '],
  // A fence line, the rule of a table, a heading's underline.
  [/^[ \t]*(?:`{3,}|~{3,}).*$/gm, ''],
  [/^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/gm, ''],
  [/^[ \t]*={3,}[ \t]*$/gm, ''],
  [/!?\[([^\][]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:"[^"]*"|'[^']*'))?\)/g, '$1'],
  [/!?\[([^\][]+)\]\[[^\][]*\]/g, '$1'],
  [/<((?:https?:\/\/|mailto:)[^>\s]+)>/g, '$1'],
  [htmlTag, ' '],
  [/^[ \t]{0,3}#{1,6}[ \t]+/gm, ''],
  [/^[ \t]*(?:>[ \t]?)+/gm, ''],
  [/^([ \t]*)[-*+][ \t]+/gm, '$1'],
  // Twice, for emphasis inside emphasis.
  [/(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1/g, '$2'],
  [/(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1/g, '$2'],
  [/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2'],
  [/(`+)([^`\n]+)\1/g, '$2'],
  [/[ \t]*\|[ \t]*/g, ' '],
  [/&nbsp;/g, ' '],
  [/\\([\\`*_{}[\]()#+.!|<>-])/g, '$1'],
  [/[ \t]+/g, ' '],
  [/ ?\n[ \n]*/g, '\n'],
]

function withoutMarkup(text: string): string {
  return rewritings.reduce((words, [pattern, replacement]) => words.replace(pattern, replacement), text).trim()
}

/** With the places of groups, which cost time. */
const tracedRewritings = rewritings.map(
  ([pattern, words]) => [new RegExp(pattern.source, `${pattern.flags}d`), words] as const,
)

function withoutMarkupTraced(text: string): TracedText {
  const words = tracedRewritings.reduce(
    (from, [pattern, replacement]) => replaceTraced(from, pattern, replacement),
    traced(text),
  )
  const start = words.text.length - words.text.trimStart().length
  return sliceTraced(words, start, Math.max(start, words.text.trimEnd().length))
}
