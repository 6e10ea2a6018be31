import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { decodeText } from './decode-text.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Block, FileContent, LoadedDocument } from '../loaded-document.ts'
import { withContent } from '../unreadable.ts'

type Root = ReturnType<typeof fromMarkdown>
type RootContent = Root['children'][number]
type Nodes = Root | RootContent

interface Span {
  readonly start: number
  readonly end: number
}

/** Comments, scripts and styles, open-ended ones up to the end of the file. */
const hidden = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
const tag = /<[^>]*>/g

/**
 * Loads CommonMark with GFM tables. The extracted text is the source as written, less front matter,
 * so that a quote is letter for letter in the file. Comments are no content.
 */
export async function loadMarkdown({ bytes, path }: FileContent): Promise<LoadedDocument> {
  const source = decodeText(bytes, path)
  const { bodyStart, declared } = readFrontMatter(source)
  const text = source.slice(bodyStart)
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
  const blocks = tree.children.flatMap((node) => blocksOf(node, text))
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1)?.headingText
  return withContent(path, {
    text,
    blocks,
    pages: [],
    ...(title && { title }),
    ...(declared && { declared }),
  })
}

/** Rules and link definitions say nothing by themselves and are no block. */
const blockKinds: Readonly<Partial<Record<Nodes['type'], Block['kind']>>> = {
  paragraph: 'paragraph',
  list: 'list',
  table: 'table',
  blockquote: 'quote',
}

function blocksOf(node: RootContent, text: string): readonly Block[] {
  const span = spanOf(node)
  if (node.type === 'heading') return [{ kind: 'heading', ...span, level: node.depth, headingText: plainText(node) }]
  if (node.type === 'code') return node.value.trim() === '' ? [] : [{ kind: 'code', ...span }]
  if (node.type === 'html') {
    return contentAround(hiddenIn(span, text), span, text)
      .filter((piece) => text.slice(piece.start, piece.end).replace(tag, '').trim() !== '')
      .map((piece) => ({ kind: 'paragraph', ...piece }))
  }
  const kind = blockKinds[node.type]
  return kind ? contentAround(commentsIn(node), span, text).map((piece) => ({ kind, ...piece })) : []
}

function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

/** The visible words of a heading. */
function plainText(node: Nodes): string {
  return visibleText(node).replace(/\s+/g, ' ').trim()
}

function visibleText(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? ''
  if (node.type === 'break') return ' '
  return 'children' in node ? node.children.map(visibleText).join('') : ''
}

function commentsIn(node: Nodes): readonly Span[] {
  if (node.type === 'html') return node.value.startsWith('<!--') ? [spanOf(node)] : []
  return 'children' in node ? node.children.flatMap(commentsIn) : []
}

function hiddenIn({ start, end }: Span, text: string): readonly Span[] {
  return [...text.slice(start, end).matchAll(hidden)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }))
}

/** What is left of a span when others are cut out of it, trimmed. */
function contentAround(cut: readonly Span[], { start, end }: Span, text: string): readonly Span[] {
  const edges = [start, ...cut.flatMap((span) => [span.start, span.end]), end]
  const pieces: Span[] = []
  for (let at = 0; at + 1 < edges.length; at += 2) {
    const piece = trimmed(text, edges[at] ?? end, edges[at + 1] ?? end)
    if (piece.start < piece.end) pieces.push(piece)
  }
  return pieces
}

function trimmed(text: string, start: number, end: number): Span {
  const slice = text.slice(start, end)
  const from = start + slice.length - slice.trimStart().length
  return { start: from, end: Math.max(from, start + slice.trimEnd().length) }
}
