import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'

const documentsAtOnce = 50

/** Every published document, some at a time. */
export async function* everyDocument(registry: DocumentRegistry): AsyncGenerator<readonly RegisteredDocument[], void> {
  let after: string | undefined
  for (;;) {
    const page = await registry.page(after, documentsAtOnce)
    if (page.length > 0) yield page
    after = page.at(-1)?.id
    if (after === undefined || page.length < documentsAtOnce) return
  }
}
