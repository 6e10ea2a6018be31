import type { Block } from './loaded-document.ts'

/** Writes the extracted text of a format whose source cannot be quoted, and notes where blocks lie. */
export class TextBuilder {
  #text = ''
  readonly #blocks: Block[] = []

  /** Adds a block behind a blank line. Text of nothing but white space is no block. */
  add(kind: Block['kind'], text: string, heading: Pick<Block, 'level' | 'headingText'> = {}): void {
    if (text.trim() === '') return
    if (this.#text !== '') this.#text += '\n\n'
    const start = this.#text.length
    this.#text += text
    this.#blocks.push({ kind, start, end: this.#text.length, ...heading })
  }

  heading(level: number, text: string): void {
    this.add('heading', text, { level, headingText: text.replace(/\s+/g, ' ').trim() })
  }

  get text(): string {
    return this.#text
  }

  get blocks(): readonly Block[] {
    return this.#blocks
  }
}
