import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { RunState } from '../runs/run-state.ts'

/** Either another document stands for the content already, or it is to be stored by whoever asked. */
export type ContentClaim =
  | { readonly twin: RegisteredDocument }
  | {
      readonly twin?: never
      /** To be called when it is stored, or, without a document, when it was not. */
      readonly settle: (stored?: RegisteredDocument) => void
    }

/**
 * Looks for a document of the same source that stands for this content already: same bytes, read the same
 * way, for the same readers. Whoever comes by the same content meanwhile waits until the claim is settled,
 * so that it is never stored twice. Of files in other sources nothing is shared but vectors, so that a
 * search or a removal by source finds all that is its own.
 */
export async function claimContent(
  registry: DocumentRegistry,
  run: RunState,
  document: RegisteredDocument,
): Promise<ContentClaim> {
  const key = contentKeyOf(document)
  for (let known = run.contents.get(key); known !== undefined; known = run.contents.get(key)) {
    const stored = await known
    if (stored !== undefined && stored.id !== document.id) return { twin: stored }
    // What was claimed came to nothing, or is this document itself: then it is free, or ours.
    if (run.contents.get(key) === known) run.contents.delete(key)
  }
  let settle: (stored?: RegisteredDocument) => void = () => undefined
  run.contents.set(key, new Promise((resolve) => (settle = resolve)))
  const claim = (stored?: RegisteredDocument) => {
    settle(stored)
    // Once published it is found in the registry; what is staged is not.
    if (!run.atomic || stored === undefined) run.contents.delete(key)
  }
  const twin = await twinOf(registry, run, document, key).catch((error: unknown) => {
    claim()
    throw error
  })
  if (twin === undefined) return { settle: claim }
  claim()
  return { twin }
}

/** Notes that an earlier, interrupted run stored this content already. */
export function noteStaged(run: RunState, document: RegisteredDocument): void {
  run.contents.set(contentKeyOf(document), Promise.resolve(document))
}

async function twinOf(registry: DocumentRegistry, run: RunState, document: RegisteredDocument, key: string) {
  const same = await registry.withContent(document.source, document.contentHash)
  return same.find(
    (other) =>
      other.id !== document.id &&
      !run.replaced.has(other.id) &&
      // What such a document holds after the run, if it still is this content, was looked up above.
      !(run.atomic && run.touched.has(other.id)) &&
      contentKeyOf(other) === key,
  )
}

/** Titles do not count: without one of its own, each copy would be called by its file name. */
function contentKeyOf(document: RegisteredDocument): string {
  const { contentHash, recipe, accessLabel, classification, language, date, owner } = document
  return JSON.stringify([contentHash, recipe, accessLabel, classification, language, date, owner])
}
