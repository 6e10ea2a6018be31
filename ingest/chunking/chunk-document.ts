import type { Chunk } from '../../src/domain/documents/chunk.ts'
import { pageAt } from '../../src/domain/documents/page-start.ts'
import type { LoadedDocument } from '../loaders/loaded-document.ts'
import { extentOf, groupSections } from './group-sections.ts'
import { packUnits } from './pack-units.ts'
import { type Section, sectionsOf } from './sections.ts'
import type { Span } from './sentence-splitter.ts'
import { type Unit, unitsOf } from './units.ts'

/** A chunk before it belongs to a version. */
export type PlainChunk = Omit<Chunk, 'id' | 'ordinal'>

/** Part of a document's version: raised whenever the same document would be cut differently. */
export const chunkerVersion = 'sections-1'

/** About 900 English letters or 330 Chinese characters. A block may exceed it a little to stay whole. */
const packing = { targetTokens: 200, maxTokens: 230, minTokens: 40 }

/**
 * Cuts a document into chunks, in order and without overlap, each the literal
 * `loaded.text.slice(start, end)`. Chunks keep to sections: a heading goes into the path of the
 * chunks below it, not into their text. Only where a section is next to empty is it put together
 * with its siblings, headings included, under the path they share; and a heading with nothing
 * below it becomes a chunk by itself, unless it only repeats the title.
 */
export async function chunkDocument(
  loaded: LoadedDocument,
  { title }: { readonly title: string },
): Promise<readonly PlainChunk[]> {
  const { text, blocks, pages } = loaded
  const chunks: PlainChunk[] = []
  const add = ({ start, end }: Span, headingPath: readonly string[]) => {
    const page = pageAt(pages, start)
    chunks.push({ text: text.slice(start, end), start, end, headingPath, ...(page !== undefined && { page }) })
  }
  const lonely: Section[] = []
  for (const group of groupSections(text, sectionsOf(blocks), packing.targetTokens)) {
    const [first] = group
    const last = group.at(-1)
    if (!first || !last) continue
    if (group.length > 1) add({ start: extentOf(first).start, end: extentOf(last).end }, first.above)
    else if (first.body.length > 0) for (const span of await packBody(text, first)) add(span, first.path)
    else if (first.isLeaf && first.heading) {
      if (first.heading.headingText === title) lonely.push(first)
      else add(first.heading, first.above)
    }
  }
  if (chunks.length === 0) for (const section of lonely) add(extentOf(section), section.above)
  return chunks
}

async function packBody(text: string, section: Section): Promise<readonly Span[]> {
  const units: Unit[] = []
  for (const block of section.body) units.push(...(await unitsOf(text, block, packing.targetTokens, packing.maxTokens)))
  return packUnits(text, units, packing).flatMap((pack) => {
    const [first, last] = [pack[0], pack.at(-1)]
    return first && last ? [{ start: first.start, end: last.end }] : []
  })
}
