import type { Answer } from '../domain/answers/answer.ts'
import type { TokenUsage } from '../domain/accounting/usage.ts'

/** A question whose answer is remembered, as far as questions like it are found by it. */
export interface CachedQuestion {
  /** Opaque: the same question under the same conditions. */
  readonly key: string
  /** Opaque: the conditions that an answer may be shared under. Questions of different ones are never compared. */
  readonly partition: string
  /** What it means, of unit length; absent where only the very same question is given the answer. */
  readonly vector?: Float32Array
}

export interface CachedAnswer extends CachedQuestion {
  /** The question as it was searched. */
  readonly question: string
  readonly answer: Answer
  /** The tokens that the all-cloud baseline would have paid for. */
  readonly baselineUsage: TokenUsage
  /** The version of each document that the answer rests on; it dies with any of them. */
  readonly versions: ReadonlyMap<string, string>
  /** In ms since the epoch. */
  readonly at: number
}

/** Which entries to let go of: those that meet all conditions that are given; every entry without any. */
export interface CacheSelection {
  /** Those that rest on this document. */
  readonly documentId?: string
  /** Those that were remembered before, in ms since the epoch. */
  readonly before?: number
}

export interface CacheSize {
  readonly entries: number
  /** What the answers take up, as they are kept. */
  readonly bytes: number
  /** When the oldest was remembered; absent where there is none. */
  readonly oldestAt?: number
}

/** A stretch of the questions in the order in which they were remembered. */
export interface CachedQuestions {
  readonly questions: readonly CachedQuestion[]
  /** What to ask for the next stretch with; the same as before when there is nothing new. */
  readonly cursor: number
}

/** Remembered answers. Bounded: the least recently used go first. */
export interface AnswerCache {
  get(key: string): Promise<CachedAnswer | undefined>
  /**
   * A number that stands for what is remembered under a key and for nothing else, at any time: cheaper to ask for than
   * the answer. Undefined where there is none.
   */
  holds(key: string): Promise<number | undefined>
  /** Remembers an answer, in place of one with the same key. */
  put(entry: CachedAnswer): Promise<void>
  delete(key: string): Promise<void>
  /** Lets go of entries, and says of how many. When it is done, no reader is given any of them. */
  clear(selection: CacheSelection): Promise<number>
  /**
   * The questions remembered since, oldest first, a stretch at a time. Some may have been let go of meanwhile.
   * @param cursor 0 for the beginning
   */
  questionsSince(cursor: number): Promise<CachedQuestions>
  /** Every entry's key, with the versions that it rests on. */
  list(): Promise<readonly Pick<CachedAnswer, 'key' | 'versions'>[]>
  size(): Promise<CacheSize>
}
