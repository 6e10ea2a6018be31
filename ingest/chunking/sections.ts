import type { Block } from '../loaders/loaded-document.ts'

/** A heading with what stands under it, up to the next heading of any level. */
export interface Section {
  /** Absent for what stands before the first heading. */
  readonly heading?: Block
  readonly body: readonly Block[]
  /** The headings above the section's own, outermost first. */
  readonly above: readonly string[]
  /** The headings above the body, the section's own included. */
  readonly path: readonly string[]
  /** The section that this one belongs to, the same for siblings. */
  readonly parent: Section | undefined
  /** Whether no section belongs to this one. */
  readonly isLeaf: boolean
}

interface Draft {
  readonly heading?: Block
  readonly body: Block[]
  readonly above: readonly string[]
  readonly path: readonly string[]
  readonly parent: Draft | undefined
  isLeaf: boolean
}

/** Cuts a document at its headings. */
export function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const sections: Draft[] = []
  let open: readonly Draft[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') {
      open = open.filter(({ heading }) => (heading?.level ?? 0) < (block.level ?? 1))
      const parent = open.at(-1)
      const above = parent?.path ?? []
      if (parent) parent.isLeaf = false
      const section = {
        heading: block,
        body: [],
        above,
        path: [...above, block.headingText ?? ''],
        parent,
        isLeaf: true,
      }
      sections.push(section)
      open = [...open, section]
    } else {
      const current = sections.at(-1)
      if (current) current.body.push(block)
      else sections.push({ body: [block], above: [], path: [], parent: undefined, isLeaf: true })
    }
  }
  return sections
}
