/** What two places that should agree about a document say differently. */
export type DifferenceKind =
  /** A file of a source that is neither indexed nor known to fail. */
  | 'file-not-indexed'
  /** A file that changed since it was indexed. */
  | 'file-changed'
  /** A document whose file is gone. */
  | 'file-gone'
  /** A chunk that is not a literal piece of its document's text, or a chunk too few or too many. */
  | 'text-damaged'
  /** Chunks without a vector that can be read. */
  | 'vectors-missing'
  /** Vectors of something that is not in the registry. */
  | 'vectors-left-over'
  /** Vectors that would be shown to other readers than the document. */
  | 'vector-labels-differ'
  /** Vectors that a search does not find. */
  | 'vectors-not-found'
  /** Chunks whose tokens have no vectors, though the model gives them. */
  | 'token-vectors-missing'
  /** Vectors of the tokens of something that is not in the registry. */
  | 'token-vectors-left-over'
  /** Chunks whose words the keyword index does not have as they are. */
  | 'keywords-differ'
  /** A remembered answer that rests on a document as it no longer is. */
  | 'cached-answer-stale'

export interface Difference {
  readonly kind: DifferenceKind
  readonly source?: string
  readonly path?: string
  readonly documentId?: string
  readonly version?: string
  /** What exactly differs, for a person. */
  readonly detail: string
}

/** The outcome of comparing files, registry, vectors, keyword index and cache. */
export interface VerifyReport {
  readonly documents: number
  readonly chunks: number
  readonly vectors: number
  /** Chunks without a vector since the policy keeps them from the embedding model: they are found by their words only. */
  readonly chunksWithoutVector: number
  readonly cachedAnswers: number
  /** Versions that readers do not see, kept for a rollback or waiting to be published. */
  readonly hiddenVersions: number
  readonly differences: readonly Difference[]
  /** Whether a repair was made after which no difference was left. */
  readonly repaired: boolean
  /** Why sources could not be read again by the repair. */
  readonly problems: readonly string[]
  readonly milliseconds: number
}
