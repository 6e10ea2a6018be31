/** The fields that are open at a place in a document: of each, the result is shown, the instruction is not. */
export class OpenFields {
  readonly #open: { instruction: string; showsResult: boolean }[] = []

  /** @param kind of the mark: `begin`, `separate` or `end` (ECMA-376 part 1, 17.16.18) */
  mark(kind: string | undefined): void {
    const innermost = this.#open.at(-1)
    if (kind === 'begin') this.#open.push({ instruction: '', showsResult: false })
    else if (kind === 'end') this.#open.pop()
    else if (innermost) innermost.showsResult = !isContentsField(innermost.instruction)
  }

  instruct(words: string): void {
    const innermost = this.#open.at(-1)
    if (innermost) innermost.instruction += words
  }

  /** Whether what stands here is seen by a reader. */
  get areShown(): boolean {
    return this.#open.every(({ showsResult }) => showsResult)
  }
}

/** Whether a field lists headings or captions with their pages. */
export function isContentsField(instruction: string): boolean {
  return /^\s*TOC\b/i.test(instruction)
}
