import { dropRunningLines } from './drop-running-lines.ts'
import { compoundsIn } from './join-lines.ts'
import type { FileContent, LoadedDocument } from '../loaded-document.ts'
import { groupLines, type PdfGroup } from './pdf-groups.ts'
import { bodyOf, findHeadings, plain, wordsOf } from './pdf-headings.ts'
import { isUsableText } from './is-usable-text.ts'
import type { PdfContent, PdfPage } from './pdf-page.ts'
import { PdfWriter } from './pdf-writer.ts'
import { rangesOf } from './page-ranges.ts'
import { readPdf } from './read-pdf.ts'
import { recognisePdfPages } from '../ocr/recognise-pdf-pages.ts'
import { onlyReading, type Reading } from '../reading.ts'
import { unreadable, withContent } from '../unreadable.ts'

/**
 * Loads a PDF: lines put together into paragraphs, lists, tables and code, page by page, without
 * page numbers and repeated headers and footers. Pages without usable text, such as scans, are read by
 * character recognition; those that show no text either are named in the warnings.
 */
export async function loadPdf(file: FileContent, reading: Reading = onlyReading): Promise<LoadedDocument> {
  const read = await readPdf(file, () => reading.progress())
  const { content, warnings: recognised } = await recognisePdfPages(file.bytes, read, reading)
  const size = bodyOf(groupLines(content.pages)).size
  const pages = dropRunningLines(content.pages, size)
  const usable = pages.map((page) => (isUsableText(textOf(page)) ? page : { ...page, lines: [] }))
  if (usable.every(({ lines }) => lines.length === 0)) throw noText(file.path)
  const warnings = [...content.warnings, ...recognised, ...damaged(usable), ...textless(usable)]
  const document = withContent(file.path, writeDocument(usable, content))
  return warnings.length > 0 ? { ...document, warnings } : document
}

function textOf(page: PdfPage): string {
  return page.lines.map((line) => line.text).join('\n')
}

function noText(path: string): Error {
  const hint = 'Scan it again, straight and with 200 dots per inch or more, or leave it out if it shows no text.'
  return unreadable(path, 'holds no text that can be read', hint)
}

function damaged(pages: readonly PdfPage[]): readonly string[] {
  return pages.flatMap(({ number, damage }) =>
    damage === undefined ? [] : [`Page ${number} is damaged and was left out: ${damage}`],
  )
}

/** Names the pages that hold no usable text, if there are any. */
function textless(pages: readonly PdfPage[]): readonly string[] {
  const numbers = pages
    .filter(({ lines, damage }) => lines.length === 0 && damage === undefined)
    .map(({ number }) => number)
  if (numbers.length === 0) return []
  const isOne = numbers.length === 1
  return [`${isOne ? 'Page' : 'Pages'} ${rangesOf(numbers)} ${isOne ? 'holds' : 'hold'} no text.`]
}

/** Puts the lines of pages together into a document. */
export function writeDocument(pages: readonly PdfPage[], content: PdfContent): LoadedDocument {
  const groups = groupLines(pages)
  const headings = findHeadings(groups, content.outline)
  const compounds = compoundsIn(pages.flatMap((page) => page.lines.map((line) => line.text)))
  const titles = new Set([...headings.keys()].map((group) => plain(wordsOf(group))))
  const writer = new PdfWriter(compounds)
  let number: PdfGroup['lines'] = []
  for (const [at, group] of groups.entries()) {
    const level = headings.get(group)
    const next = groups[at + 1]
    if (level && next && headings.has(next) && isBareNumber(group)) {
      number = group.lines
      continue
    }
    if (level) writer.heading({ ...group, lines: [...number, ...group.lines] }, level)
    else if (!isContentsEntry(group, titles)) writer.group(group)
    number = []
  }
  const { text, blocks } = writer
  const title = content.title ?? blocks.find((block) => block.kind === 'heading' && block.level === 1)?.headingText
  return { text, blocks, pages: writer.pageStarts(pages.map((page) => page.number)), ...(title && { title }) }
}

/** "Chapter 2" on a line of its own, above the title of the chapter. */
function isBareNumber(group: PdfGroup): boolean {
  return /^(?:(?:chapter|part|appendix)\s+\w+|第\s*[\d一二三四五六七八九十百]+\s*[编章部])$/iu.test(wordsOf(group))
}

/** Rows of a table of contents say nothing that the headings they name do not. */
function isContentsEntry(group: PdfGroup, titles: ReadonlySet<string>): boolean {
  const entries = group.lines.map((line) => /^(.*?)(?:(?:\s?[.·…‥]){4,}\s*\d*|\t\s*\d+)$/u.exec(line.text)?.[1])
  const named = entries.filter((entry) => entry !== undefined && titles.has(plain(entry)))
  return (group.kind === 'rows' || group.kind === 'table') && named.length > 0 && named.length >= 0.5 * entries.length
}
