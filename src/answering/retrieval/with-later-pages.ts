import type { DocumentRegistry } from '../../ports/document-registry.ts'
import type { Retrieve } from './retrieve.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** Retrieval for an answer, whose quotes name the page that they stand on: a passage may go on over the page's end. */
export function withLaterPages(retrieve: Retrieve, registry: Pick<DocumentRegistry, 'extracted'>): Retrieve {
  return async (...asked) => {
    const passages = await retrieve(...asked)
    const paged = passages.filter(({ page }) => page !== undefined)
    const pagesOf = new Map(
      await Promise.all([...new Map(paged.map((one) => [one.version, one])).values()].map(readPages)),
    )
    return passages.map((passage) => {
      const pages = pagesOf.get(passage.version) ?? []
      const laterPages = pages.filter(({ start }) => start > passage.start && start < passage.end)
      return laterPages.length === 0 ? passage : { ...passage, laterPages }
    })
  }

  async function readPages({ documentId, version }: RetrievedPassage) {
    // A version that went meanwhile has no pages any more.
    return [version, (await registry.extracted(documentId, version))?.pages ?? []] as const
  }
}
