/** Where a page begins in the text of a document. */
export interface PageStart {
  readonly page: number
  readonly start: number
}

/** The page of an offset: the last one that begins at or before it. Undefined where the document has no pages. */
export function pageAt(pages: readonly PageStart[], offset: number): number | undefined {
  return pages.findLast(({ start }) => start <= offset)?.page
}
