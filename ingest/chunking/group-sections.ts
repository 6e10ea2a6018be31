import { estimateTokens } from './estimate-tokens.ts'
import type { Section } from './sections.ts'

/** A body below this is too little to be found by itself: some 40 English letters, 15 Chinese characters. */
const tinyTokens = 10

/**
 * Puts a section with next to nothing under its heading together with the sections that follow it
 * under the same parent, as long as they are leaves and all fit into one chunk.
 */
export function groupSections(
  text: string,
  sections: readonly Section[],
  maxTokens: number,
): readonly (readonly Section[])[] {
  const groups: Section[][] = []
  for (const section of sections) {
    const group = groups.at(-1)
    if (group && isTinyLeaf(text, group.at(-1)) && joins(text, group, section, maxTokens)) group.push(section)
    else groups.push([section])
  }
  return groups
}

/** Where a section begins with its heading, and where it ends. */
export function extentOf(section: Section): { readonly start: number; readonly end: number } {
  const first = section.heading ?? section.body[0]
  const last = section.body.at(-1) ?? section.heading
  return { start: first?.start ?? 0, end: last?.end ?? 0 }
}

function isTinyLeaf(text: string, section: Section | undefined): boolean {
  if (!section?.heading || !section.isLeaf) return false
  return estimateTokens(section.body.map(({ start, end }) => text.slice(start, end)).join('\n')) < tinyTokens
}

function joins(text: string, group: readonly Section[], section: Section, maxTokens: number): boolean {
  const [first] = group
  if (!first || !section.isLeaf || section.parent !== first.parent || section.heading?.level !== first.heading?.level)
    return false
  const whole = text.slice(extentOf(first).start, extentOf(section).end)
  return estimateTokens(whole) <= maxTokens && hasNoGaps(text, [...group, section])
}

/** Whether there is nothing but white space between the blocks. */
function hasNoGaps(text: string, sections: readonly Section[]): boolean {
  const blocks = sections.flatMap(({ heading, body }) => (heading ? [heading, ...body] : body))
  return blocks.every((block, at) => at === 0 || text.slice(blocks[at - 1]?.end, block.start).trim() === '')
}
