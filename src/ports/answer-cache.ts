import type { Answer } from '../domain/answer.ts'

export interface CachedAnswer {
  readonly answer: Answer
  /** The version of each document that the answer rests on; it dies with any of them. */
  readonly versions: ReadonlyMap<string, string>
}

/** Answers by an opaque key. Bounded: the least recently used go first. */
export interface AnswerCache {
  get(key: string): Promise<CachedAnswer | undefined>
  put(key: string, entry: CachedAnswer): Promise<void>
  delete(key: string): Promise<void>
  /** Every entry's key, with the versions that it rests on. */
  list(): Promise<readonly (Pick<CachedAnswer, 'versions'> & { readonly key: string })[]>
}
