import type { AnswerCache, CachedQuestion } from '../../ports/answer-cache.ts'
import { CachedVectors, type NearVector } from './cached-vectors.ts'

/** The remembered questions that one is like. */
export interface SimilarQuestions {
  /** The nearest question of a partition that reaches a cosine, those included that other replicas remembered until now. */
  nearest(partition: string, vector: Float32Array, least: number): Promise<NearVector | undefined>
  /** Fetches what was remembered until now, so that the first question need not wait for it. */
  catchUp(): Promise<void>
  /** Forgets a question whose answer is not there any more. */
  forget(question: Pick<CachedQuestion, 'key' | 'partition'>): void
}

/**
 * Keeps the vectors of the cache's questions in memory, and fetches what is new before each look-up.
 * @param capacity how many are kept; the first remembered go first
 */
export function createSimilarQuestions(cache: Pick<AnswerCache, 'questionsSince'>, capacity: number): SimilarQuestions {
  const partitions = new Map<string, CachedVectors>()
  /** The partition of each key, the first remembered first. */
  const known = new Map<string, string>()
  let cursor = 0
  let fetching: Promise<void> | undefined

  function forget({ key, partition }: Pick<CachedQuestion, 'key' | 'partition'>): void {
    known.delete(key)
    const vectors = partitions.get(partition)
    vectors?.delete(key)
    if (vectors?.size === 0) partitions.delete(partition)
  }

  function learn({ key, partition, vector }: CachedQuestion): void {
    if (vector === undefined) return
    known.delete(key)
    known.set(key, partition)
    const vectors = partitions.get(partition) ?? new CachedVectors(vector.length)
    partitions.set(partition, vectors)
    vectors.set(key, vector)
    const [oldest] = known
    if (known.size > capacity && oldest !== undefined) forget({ key: oldest[0], partition: oldest[1] })
  }

  async function fetchNew(): Promise<void> {
    for (;;) {
      const { questions, cursor: next } = await cache.questionsSince(cursor)
      questions.forEach(learn)
      if (next === cursor) return
      cursor = next
    }
  }

  async function catchUp(): Promise<void> {
    fetching ??= fetchNew().finally(() => {
      fetching = undefined
    })
    await fetching
  }

  return {
    catchUp,
    async nearest(partition, vector, least) {
      await catchUp()
      return partitions.get(partition)?.nearest(vector, least)
    },
    forget,
  }
}
