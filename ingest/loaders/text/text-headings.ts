import type { Block } from '../loaded-document.ts'

/** A line of a plain text, with where it stands. */
export interface TextLine {
  readonly text: string
  readonly start: number
  readonly end: number
}

type Heading = Required<Pick<Block, 'start' | 'end' | 'level' | 'headingText'>>

/** The rules that writers put under a line, from the outermost heading to the innermost. */
const underlines = '*#=-~^'
const underline = /^\s*([*#=~^-])\1{2,}\s*$/
const sentenceEnd = /[.,;:!?。，；：！？、…]$/u
const maxLength = 60

/** What announces a heading, from the outermost kind to the innermost. */
const markers = [
  { pattern: /^第[\d一二三四五六七八九十百零〇两]+[编篇部](?!分)/u, standsAlone: false },
  { pattern: /^第[\d一二三四五六七八九十百零〇两]+章/u, standsAlone: false },
  { pattern: /^第[\d一二三四五六七八九十百零〇两]+节/u, standsAlone: false },
  { pattern: /^第[\d一二三四五六七八九十百零〇两]+条/u, standsAlone: true },
  { pattern: /^[一二三四五六七八九十]{1,3}、/u, standsAlone: true },
  { pattern: /^[（(][一二三四五六七八九十]{1,3}[）)]/u, standsAlone: true },
  { pattern: /^(?:\d{1,2}\.)\s+[\p{Lu}\p{Script=Han}]|^\d{1,2}\s+\p{Lu}/u, standsAlone: true },
  { pattern: /^\d{1,2}\.\d{1,2}\.?\s+\S/u, standsAlone: true },
  { pattern: /^\d{1,2}(?:\.\d{1,2}){2,}\.?\s+\S/u, standsAlone: true },
] as const

/**
 * The headings of a plain text that are unmistakable: underlined lines, chapters and sections in
 * Chinese, and short numbered lines that stand alone between blank lines. Levels are relative: the
 * outermost kind that a text uses is 1.
 */
export function findTextHeadings(lines: readonly TextLine[]): readonly Heading[] {
  const ranked = lines.flatMap((line, at) => {
    const rank = rankOf(lines, at)
    return rank === undefined ? [] : [{ line, rank: rank.rank, end: rank.end }]
  })
  const ranks = [...new Set(ranked.map(({ rank }) => rank))].sort((a, b) => a - b)
  return ranked.map(({ line, rank, end }) => ({
    start: line.start + line.text.length - line.text.trimStart().length,
    end,
    level: Math.min(6, ranks.indexOf(rank) + 1),
    headingText: line.text.replace(/[\s　]+/gu, ' ').trim(),
  }))
}

function rankOf(lines: readonly TextLine[], at: number): { readonly rank: number; readonly end: number } | undefined {
  const line = lines[at]
  const text = line?.text.trim() ?? ''
  if (!line || text === '' || text.length > maxLength) return undefined
  const next = lines[at + 1]
  if (
    next &&
    isBlank(lines[at - 1]) &&
    underline.test(next.text) &&
    !underline.test(text) &&
    widthFits(text, next.text)
  ) {
    const rank = underlines.indexOf(next.text.trim()[0] ?? '-') - underlines.length
    return { rank, end: next.start + next.text.trimEnd().length }
  }
  const kind = markers.findIndex(({ pattern }) => pattern.test(text))
  if (kind === -1 || sentenceEnd.test(text) || !isBlank(lines[at - 1])) return undefined
  if (markers[kind]?.standsAlone && !isBlank(next)) return undefined
  return { rank: kind, end: line.start + line.text.trimEnd().length }
}

function isBlank(line: TextLine | undefined): boolean {
  return line === undefined || line.text.trim() === ''
}

/** An underline is about as long as its line; a Chinese character counts as two letters. */
function widthFits(text: string, rule: string): boolean {
  const width = text.replace(/[\u2e80-\uffef]/g, 'xx').length
  return rule.trim().length >= 0.5 * Math.min(width, 40)
}
