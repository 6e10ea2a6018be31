import type { FailedDocument, RegisteredDocument } from '../../domain/document.ts'
import type { ChunkEntry, ExtractedText } from '../../ports/document-registry.ts'
import type { Source } from '../../domain/source.ts'
import type { EmbedderIdentity } from '../../ports/embedder.ts'

/** A published document with everything that readers may see of it. */
export interface ShelvedDocument {
  readonly document: RegisteredDocument
  readonly labelsStale: boolean
  readonly entries: readonly ChunkEntry[]
}

/** Where a chunk is found: its document's id and its entry. */
export interface ShelvedChunk {
  readonly documentId: string
  readonly entry: ChunkEntry
}

/** What the registry and the keyword index share. Only the registry changes it. */
export interface MemoryLibrary {
  readonly sources: Map<string, Source>
  readonly documents: Map<string, ShelvedDocument>
  readonly chunks: Map<string, ShelvedChunk>
  /** How often a term stands in each chunk that holds it. */
  readonly postings: Map<string, Map<string, number>>
  /** The kept texts of a document by version, oldest first. */
  readonly texts: Map<string, Map<string, ExtractedText>>
  readonly vectorVersions: Set<string>
  readonly failures: Map<string, FailedDocument>
  identity: EmbedderIdentity | undefined
}

export function createMemoryLibrary(): MemoryLibrary {
  return {
    sources: new Map(),
    documents: new Map(),
    chunks: new Map(),
    postings: new Map(),
    texts: new Map(),
    vectorVersions: new Set(),
    failures: new Map(),
    identity: undefined,
  }
}

export function shelve(library: MemoryLibrary, shelved: ShelvedDocument): void {
  const documentId = shelved.document.id
  library.documents.set(documentId, shelved)
  for (const entry of shelved.entries) {
    library.chunks.set(entry.chunk.id, { documentId, entry })
    for (const term of entry.terms) {
      const posting = library.postings.get(term) ?? new Map<string, number>()
      posting.set(entry.chunk.id, (posting.get(entry.chunk.id) ?? 0) + 1)
      library.postings.set(term, posting)
    }
  }
}

/** Takes a document and its chunks out; its texts stay. */
export function unshelve(library: MemoryLibrary, { document, entries }: ShelvedDocument): void {
  library.documents.delete(document.id)
  for (const { chunk, terms } of entries) {
    library.chunks.delete(chunk.id)
    for (const term of terms) {
      const posting = library.postings.get(term)
      posting?.delete(chunk.id)
      if (posting?.size === 0) library.postings.delete(term)
    }
  }
}
