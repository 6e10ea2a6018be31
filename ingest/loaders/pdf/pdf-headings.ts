import { heaviest } from './heaviest.ts'
import type { PdfGroup } from './pdf-groups.ts'
import type { OutlineEntry } from './pdf-page.ts'

const maxLines = 3
const maxCharacters = 160
const numbering =
  /^(?:第\s*[\d一二三四五六七八九十百]+\s*[编章节部分条]|chapter\s+\w+|appendix\s+\w+|[\dA-Z]+(?:\.\d+)*)[.:：、]?\s+/iu
/** Titles that number themselves and stand alone: "2.4 Sections", "第三章 总则", "一、范围". */
const numberedTitle =
  /^(?:\d+(?:\.\d+)+\.?\s+\p{L}|\d+\.?\s+\p{Lu}|第[\d一二三四五六七八九十百]+[编章节]|[一二三四五六七八九十]+、)/u
const deepNumber = /^(\d+(?:\.\d+)+)/
/** How sentences and parts of them end, but titles do not. */
const unfinished = /[.,;:。，；：、]$/u

/**
 * Which groups are headings, with their level, 1 for the outermost. A group is one if the file's
 * bookmarks name it, if it is printed clearly larger than the text, or if it is a numbered title
 * in a line and a font of its own.
 */
export function findHeadings(
  groups: readonly PdfGroup[],
  outline: readonly OutlineEntry[],
): ReadonlyMap<PdfGroup, number> {
  const body = bodyOf(groups)
  const bookmarks = levelsByTitle(outline)
  const candidates = groups.filter(isTitleShaped)
  const large = candidates.filter((group) => sizeOf(group) >= 1.15 * body.size && !unfinished.test(wordsOf(group)))
  const largeShare = lengthOf(large) / Math.max(1, lengthOf(groups))
  const sized = largeShare < 0.25 ? large : []

  const levels = new Map<PdfGroup, number>()
  for (const group of candidates) {
    // Titles such as "Scope" come again: the first in the text is the first in the bookmarks.
    const left = bookmarks.get(plain(wordsOf(group)))
    const level = left && left.length > 1 ? left.shift() : left?.[0]
    if (level) levels.set(group, level)
  }
  const levelOfSize = rankSizes(sized, levels)
  for (const group of sized) if (!levels.has(group)) levels.set(group, levelOfSize.get(sizeOf(group)) ?? 1)
  const numbered = candidates.filter(
    (group) => !levels.has(group) && isNumberedTitle(group) && fontOf(group) !== body.font,
  )
  const deepest = Math.max(0, ...levels.values())
  const shallowest = Math.min(...numbered.map(depthOf))
  for (const group of numbered) levels.set(group, Math.min(6, deepest + 1 + depthOf(group) - shallowest))
  return levels
}

function levelsByTitle(outline: readonly OutlineEntry[]): ReadonlyMap<string, number[]> {
  const levels = new Map<string, number[]>()
  for (const { title, level } of outline) {
    levels.set(plain(title), [...(levels.get(plain(title)) ?? []), Math.min(level, 6)])
  }
  return levels
}

/** The size and the font that most of the text is printed in. */
export function bodyOf(groups: readonly PdfGroup[]): { readonly size: number; readonly font: string } {
  const lines = groups.flatMap((group) => group.lines)
  if (lines.length === 0) return { size: 0, font: '' }
  return {
    size: heaviest(lines.map((line) => [line.size, line.text.length])),
    font: heaviest(lines.map((line) => [line.font, line.text.length])),
  }
}

/** A heading as it can be compared: without its number, spaces and case. */
export function plain(title: string): string {
  return title.normalize('NFKC').trim().replace(numbering, '').replace(/\s+/g, '').toLowerCase()
}

function isTitleShaped(group: PdfGroup): boolean {
  const text = wordsOf(group)
  const fits =
    group.lines.length <= maxLines &&
    text.length <= maxCharacters &&
    /^(?![•‣◦▪●○■□–—*-]).*(?:\p{L}{2}|\p{Script=Han})/u.test(text)
  return (
    fits &&
    group.kind !== 'code' &&
    group.kind !== 'rows' &&
    group.kind !== 'table' &&
    group.lines.every((line) => line.upright && !/[.·…]{4}/.test(line.text))
  )
}

function isNumberedTitle(group: PdfGroup): boolean {
  const words = wordsOf(group)
  return group.lines.length === 1 && numberedTitle.test(words) && !unfinished.test(words)
}

function depthOf(group: PdfGroup): number {
  return deepNumber.exec(wordsOf(group))?.[1]?.split('.').length ?? 1
}

/** The level of each size: that of the bookmarks printed in it, else one below the next larger. */
function rankSizes(sized: readonly PdfGroup[], known: ReadonlyMap<PdfGroup, number>): ReadonlyMap<number, number> {
  const levels = new Map<number, number>()
  let above = 0
  for (const size of [...new Set(sized.map(sizeOf))].sort((a, b) => b - a)) {
    const bookmarked = sized
      .filter((group) => sizeOf(group) === size)
      .flatMap((group) => (known.has(group) ? [[known.get(group) ?? 1, 1] as const] : []))
    const level = bookmarked.length > 0 ? heaviest(bookmarked) : Math.min(6, above + 1)
    levels.set(size, level)
    above = level
  }
  return levels
}

/** What a group says, in one line. */
export function wordsOf(group: PdfGroup): string {
  return group.lines.map((line) => line.text.replace(/\t/g, ' ')).join(' ')
}

function sizeOf(group: PdfGroup): number {
  return group.lines[0]?.size ?? 0
}

function fontOf(group: PdfGroup): string {
  return group.lines[0]?.font ?? ''
}

function lengthOf(groups: readonly PdfGroup[]): number {
  return groups.reduce((sum, group) => sum + wordsOf(group).length, 0)
}
