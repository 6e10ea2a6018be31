import type { Generated } from 'kysely'

/** Sources, the versions of their documents, and the vector index that was made of them. */
export interface DocumentTables {
  readonly sources: SourceRow
  readonly documents: DocumentRow
  /** A view of the documents that readers see. */
  readonly published_documents: DocumentRow
  readonly extracted_texts: ExtractedTextRow
  readonly chunks: ChunkRow
  readonly chunk_texts: ChunkTextRow
  readonly sketch_bands: SketchBandRow
  readonly vector_versions: VectorVersionRow
  readonly index_identity: IndexIdentityRow
  readonly index_build: IndexIdentityRow
  readonly retired_collections: RetiredCollectionRow
}

export interface SourceRow {
  readonly name: string
  readonly root: string
  readonly access_label: string
  readonly classification: string
  /** As JSON. */
  readonly origin: string
  readonly owner: string | null
  readonly schedule: string | null
  readonly include_globs: string
  readonly exclude_globs: string
}

/** A version of a document. Its labels stand here alone, so that one update changes them for every search. */
export interface DocumentRow {
  readonly number: Generated<number>
  readonly id: string
  readonly source: string
  readonly path: string
  readonly media_type: string
  readonly version: string
  readonly recipe: string
  readonly content_hash: string
  readonly bytes: number
  readonly modified_at: number
  readonly labels_fingerprint: string
  readonly ingested_at: number
  readonly pages: number | null
  readonly characters: number
  readonly chunks: number
  /** Terms of all its chunks together, for the average length that BM25 needs. */
  readonly terms: number
  readonly title: string
  readonly access_label: string
  readonly classification: string
  readonly language: string
  readonly date: string | null
  readonly owner: string | null
  readonly kinds: string
  readonly sketch: string | null
  readonly superseded_by: string | null
  readonly similar_to: string | null
  readonly labels_stale: number
  readonly state: DocumentState
  /** 1 for a published version that the source's last publication in one step showed. */
  readonly in_publication: number
  /** 1 once it has been looked for near-duplicates of it. */
  readonly is_related: number
}

/** `staged` waits to be published with others; `kept` was published before. */
export type DocumentState = 'published' | 'staged' | 'kept'

interface SketchBandRow {
  readonly document: number
  readonly band: string
}

interface ExtractedTextRow {
  readonly document: number
  readonly version: string
  /** Higher is newer. */
  readonly generation: number
  readonly text: string
  readonly pages: string
}

/** Where a chunk stands. Narrow, since a keyword search looks up every candidate here. */
export interface ChunkRow {
  readonly number: Generated<number>
  readonly id: string
  readonly document: number
  readonly ordinal: number
  readonly start_offset: number
  readonly end_offset: number
  readonly page: number | null
  /** How many terms it has, repeats included. */
  readonly terms: number
  /** SHA-256 of what its vector was made from; empty where it is not known. */
  readonly embedding_hash: string
}

export interface ChunkTextRow {
  readonly chunk: number
  readonly heading_path: string
  readonly text: string
  /** Its terms, joined by spaces: what the full-text index was given, and needs again to forget it. */
  readonly terms: string
}

/** A version whose vectors are, or may be, in the index without being published. */
interface VectorVersionRow {
  readonly version: string
}

export interface IndexIdentityRow {
  readonly singleton: number
  readonly id: string
  readonly dimension: number
  readonly collection: string
  readonly tokens: string | null
}

interface RetiredCollectionRow {
  readonly collection: string
  readonly retired_at: number
}
