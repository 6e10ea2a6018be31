import type { RegisteredDocument } from '../src/domain/document.ts'
import type { DocumentRegistry } from '../src/ports/document-registry.ts'
import type { IngestRun } from './ingest-run.ts'

/**
 * The document of the same source that stands for this content already: same bytes, read the same way,
 * for the same readers. Of files in other sources nothing is shared but vectors, so that a search or a
 * removal by source finds all that is its own.
 */
export async function findDuplicate(
  registry: DocumentRegistry,
  run: IngestRun,
  document: RegisteredDocument,
): Promise<RegisteredDocument | undefined> {
  const inWork = await run.contents.get(contentKeyOf(document))
  if (inWork !== undefined && inWork.id !== document.id) return inWork
  const same = await registry.withContent(document.source, document.contentHash)
  return same.find(
    (other) =>
      other.id !== document.id &&
      !run.replaced.has(other.id) &&
      // What such a document holds after the run, if it still is this content, was looked up above.
      !(run.atomic && run.touched.has(other.id)) &&
      contentKeyOf(other) === contentKeyOf(document),
  )
}

/** Stores content while whoever comes by the same content waits for it. */
export async function holdContent<T>(
  run: IngestRun,
  document: RegisteredDocument,
  write: () => Promise<T>,
): Promise<T> {
  const key = contentKeyOf(document)
  const writing = write()
  const stored = writing.then(() => document)
  stored.catch(() => run.contents.delete(key))
  run.contents.set(key, stored)
  const written = await writing
  // Once published it is found in the registry; what is staged is not.
  if (!run.atomic) run.contents.delete(key)
  return written
}

/** Titles do not count: without one of its own, each copy would be called by its file name. */
function contentKeyOf(document: RegisteredDocument): string {
  const { contentHash, recipe, accessLabel, classification, language, date, owner } = document
  return JSON.stringify([contentHash, recipe, accessLabel, classification, language, date, owner])
}
