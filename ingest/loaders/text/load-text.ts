import { decodeText } from './decode-text.ts'
import type { Block, FileContent, LoadedDocument } from '../loaded-document.ts'
import { findTextHeadings, type TextLine } from './text-headings.ts'
import { withContent } from '../unreadable.ts'

const item = /^(?:[-*•]\s|\d{1,2}[.)]\s|\d{1,2}、|[（(][\d一二三四五六七八九十]{1,3}[）)])/u

/**
 * Loads plain text. The extracted text is the file as written, less a byte order mark; blank lines
 * part the paragraphs.
 */
export async function loadText({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const text = decodeText(bytes, path)
  const lines = linesOf(text)
  const blocks = blocksOf(text, lines, findTextHeadings(lines))
  const title = titleOf(lines, blocks)
  return withContent(path, { text, blocks, pages: [], ...(title && { title }) })
}

/** The headings, lists and paragraphs of a plain text. */
export function textBlocks(text: string): readonly Block[] {
  const lines = linesOf(text)
  return blocksOf(text, lines, findTextHeadings(lines))
}

function linesOf(text: string): readonly TextLine[] {
  return [...text.matchAll(/[^\r\n\f]*(?:\r\n|[\r\n\f]|$)/g)].map((match) => {
    const line = match[0].replace(/[\r\n\f]+$/, '')
    return { text: line, start: match.index, end: match.index + line.length }
  })
}

function blocksOf(
  text: string,
  lines: readonly TextLine[],
  headings: ReturnType<typeof findTextHeadings>,
): readonly Block[] {
  const blocks: Block[] = []
  let rest = headings
  let open: { start: number; end: number } | undefined
  const close = () => {
    if (open) blocks.push({ kind: item.test(text.slice(open.start, open.end)) ? 'list' : 'paragraph', ...open })
    open = undefined
  }
  for (const line of lines) {
    const [heading] = rest
    const insideLast = line.start < (blocks.at(-1)?.end ?? 0)
    if (insideLast) continue
    if (heading && heading.start >= line.start && heading.start <= line.end) {
      close()
      blocks.push({ kind: 'heading', ...heading })
      rest = rest.slice(1)
    } else if (line.text.trim() === '') {
      close()
    } else {
      const end = line.start + line.text.trimEnd().length
      const start = line.start + line.text.length - line.text.trimStart().length
      open = { start: open?.start ?? start, end }
    }
  }
  close()
  return blocks
}

/** The first line, if it is short, stands alone and is no sentence. */
function titleOf(lines: readonly TextLine[], blocks: readonly Block[]): string | undefined {
  const [first] = blocks
  if (first?.kind === 'heading') return first.headingText
  const at = lines.findIndex((line) => line.text.trim() !== '')
  const title = lines[at]?.text.trim() ?? ''
  const standsAlone = (lines[at + 1]?.text.trim() ?? '') === ''
  return standsAlone && title.length <= 80 && /\p{L}/u.test(title) && !/[.,;:!?。，；：！？]$/u.test(title)
    ? title
    : undefined
}
