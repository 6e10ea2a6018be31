import type { DocumentRegistry } from '../ports/document-registry.ts'
import type { Retrieve } from './retrieve.ts'
import type { RetrievedPassage } from './retrieved-passage.ts'

/** Retrieval for an answer, whose quotes name the page that they stand on: a passage may go on over the page's end. */
export function withLaterPages(retrieve: Retrieve, registry: Pick<DocumentRegistry, 'extracted'>): Retrieve {
  return async (...asked) => Promise.all((await retrieve(...asked)).map(addLaterPages))

  async function addLaterPages(passage: RetrievedPassage): Promise<RetrievedPassage> {
    if (passage.page === undefined) return passage
    // A version that went meanwhile has no pages any more.
    const pages = (await registry.extracted(passage.documentId, passage.version))?.pages ?? []
    const laterPages = pages.filter(({ start }) => start > passage.start && start < passage.end)
    return laterPages.length === 0 ? passage : { ...passage, laterPages }
  }
}
