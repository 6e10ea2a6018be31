import { LorekeepError } from '../errors.ts'
import { tokenCodesId } from './token-codes.ts'

/** What vectors were made with. Vectors of different identities are never compared. */
export interface EmbedderIdentity {
  /** Model, weights and text preparation, for instance `minilm-l6-v2-int8+cedict-1`. */
  readonly id: string
  readonly dimension: number
  /** Which tokens have vectors and how these are kept, for instance `tokens-2`; absent where none have. */
  readonly tokens?: string
}

/** The vectors that questions are searched in. */
export interface IndexIdentity extends EmbedderIdentity {
  /** The name of the collection that holds them. */
  readonly collection: string
}

/** @throws LorekeepError `embedder-mismatch` when vectors of one cannot be compared with the other's */
export function refuseMismatch(stored: EmbedderIdentity, current: EmbedderIdentity): void {
  if (isSameEmbedder(stored, current)) return
  throw new LorekeepError(
    'embedder-mismatch',
    `The index was built with ${describe(stored)}, but ${describe(current)} is configured.`,
    { hint: 'Run "lorekeep reindex" to build the index with the configured model, or go back to the former one.' },
  )
}

/** Whether vectors of one can be compared with the other's. */
export function isSameEmbedder(a: EmbedderIdentity, b: EmbedderIdentity): boolean {
  return a.id === b.id && a.dimension === b.dimension
}

/** What token vectors are kept under; undefined where there are none. */
export function tokensMadeWith({ id, tokens }: EmbedderIdentity): string | undefined {
  return tokens === undefined ? undefined : `${id}+${tokens}`
}

/** What token vectors are kept under that a question can be compared with: another version's codes say something else. */
export function readableTokensOf(identity: EmbedderIdentity): string | undefined {
  return identity.tokens === tokenCodesId ? tokensMadeWith(identity) : undefined
}

function describe(identity: EmbedderIdentity): string {
  return `${identity.id} (${identity.dimension} dimensions)`
}
