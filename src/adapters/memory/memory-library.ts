import type {
  ContainerFile,
  DuplicateFile,
  FailedDocument,
  RegisteredDocument,
} from '../../domain/documents/document.ts'
import type { ChunkEntry, ExtractedText } from '../../ports/document-registry.ts'
import type { Source } from '../../domain/documents/source.ts'
import type { TokenVectors } from '../../domain/vectors/token-vectors.ts'
import type { IndexIdentity } from '../../domain/vectors/embedder-identity.ts'

/** A published document with everything that readers may see of it. */
export interface ShelvedDocument {
  readonly document: RegisteredDocument
  readonly labelsStale: boolean
  readonly entries: readonly ChunkEntry[]
}

/** A version that readers do not see. */
export interface HiddenVersion extends ShelvedDocument {
  readonly extracted: ExtractedText
  readonly state: 'staged' | 'kept'
}

/** What the last publication of a source did. */
export interface MemoryPublication {
  readonly shown: ReadonlyMap<string, string>
  readonly taken: readonly string[]
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
  /** By what they were made with, then by hash. */
  readonly tokenVectors: Map<string, Map<string, TokenVectors>>
  readonly failures: Map<string, FailedDocument>
  readonly duplicates: Map<string, DuplicateFile>
  readonly containers: Map<string, ContainerFile>
  /** By version. */
  readonly hidden: Map<string, HiddenVersion>
  /** By source. */
  readonly publications: Map<string, MemoryPublication>
  identity: IndexIdentity | undefined
  build: IndexIdentity | undefined
  readonly retiredCollections: Map<string, number>
  /** Versions that have been looked for near-duplicates of them. */
  readonly related: Set<string>
}

export function createMemoryLibrary(): MemoryLibrary {
  return {
    sources: new Map(),
    documents: new Map(),
    chunks: new Map(),
    postings: new Map(),
    texts: new Map(),
    vectorVersions: new Set(),
    tokenVectors: new Map(),
    failures: new Map(),
    duplicates: new Map(),
    containers: new Map(),
    hidden: new Map(),
    publications: new Map(),
    identity: undefined,
    build: undefined,
    retiredCollections: new Map(),
    related: new Set(),
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

/** The key of a file in the maps of files. */
export function fileKey(source: string, path: string): string {
  return JSON.stringify([source, path])
}

/** Notes that a version's vectors may go. */
export function retireVersion(library: MemoryLibrary, version: string): void {
  library.hidden.delete(version)
  library.vectorVersions.add(version)
}

/** How many versions of a document keep their extracted text. */
const keptTexts = 3

export function keepText(library: MemoryLibrary, documentId: string, version: string, extracted: ExtractedText): void {
  const texts = library.texts.get(documentId) ?? new Map<string, ExtractedText>()
  texts.delete(version)
  texts.set(version, extracted)
  for (const forgotten of [...texts.keys()].slice(0, -keptTexts)) texts.delete(forgotten)
  library.texts.set(documentId, texts)
}
