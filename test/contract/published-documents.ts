import { accessLabelOf } from '../../src/domain/access/access-label.ts'
import { chunkIdOf } from '../../src/domain/documents/chunk.ts'
import type { RegisteredDocument } from '../../src/domain/documents/document.ts'
import type { ChunkEntry, DocumentRegistry, ExtractedText } from '../../src/ports/document-registry.ts'

export function documentWith(fields: Partial<RegisteredDocument> & { readonly id: string }): RegisteredDocument {
  return {
    source: 'handbook',
    path: `${fields.id}.md`,
    mediaType: 'text/markdown',
    version: `version-of-${fields.id}`,
    recipe: 'markdown-1',
    kinds: {},
    contentHash: 'c0ffee',
    bytes: 123,
    modifiedAt: 1_700_000_000_000,
    labelsFingerprint: 'rules-1',
    ingestedAt: 1_700_000_001_000,
    characters: 20,
    chunks: 1,
    title: `Title of ${fields.id}`,
    accessLabel: accessLabelOf(['staff']),
    classification: 'internal',
    language: 'en',
    ...fields,
  }
}

/** Publishes a document with a chunk for each text; the terms of a chunk are its words. */
export async function publish(
  registry: DocumentRegistry,
  document: RegisteredDocument,
  texts: readonly string[],
  place: { readonly page?: number; readonly headingPath?: readonly string[] } = {},
): Promise<void> {
  const published = { ...document, chunks: texts.length }
  await registry.publish(published, extractedFrom(texts), entriesOf(document, texts, place))
}

export function extractedFrom(texts: readonly string[]): ExtractedText {
  return { text: texts.join('\n'), pages: [] }
}

export function entriesOf(
  { version }: RegisteredDocument,
  texts: readonly string[],
  { page, headingPath = [] }: { readonly page?: number; readonly headingPath?: readonly string[] } = {},
): readonly ChunkEntry[] {
  let start = 0
  return texts.map((text, ordinal) => {
    const chunk = {
      id: chunkIdOf(version, ordinal),
      ordinal,
      text,
      start,
      end: start + text.length,
      headingPath,
      ...(page === undefined ? {} : { page }),
    }
    start = chunk.end + 1
    return { chunk, terms: text.toLowerCase().split(/\s+/), embeddingHash: `hash of ${text}` }
  })
}

export function chunkIdsOf({ version }: RegisteredDocument, count: number): readonly string[] {
  return Array.from({ length: count }, (_, ordinal) => chunkIdOf(version, ordinal))
}
