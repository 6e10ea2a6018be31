import { CachedVectors } from '../../src/answering/cache/cached-vectors.ts'
import { readQuestion } from '../../src/answering/cache/gate/read-question.ts'
import { differenceOf } from '../../src/answering/cache/gate/same-question.ts'
import { questionThresholds } from '../../src/answering/cache/question-thresholds.ts'
import { keyOf } from '../../src/answering/cache/partition.ts'
import { hasHan } from '../../src/domain/language.ts'

export type Embed = (text: string) => Promise<Float32Array>

/** What the product does between the vector of a question and a remembered answer, without the answers. */
export class MeasuredCache {
  readonly #embed: Embed
  readonly #vectors: CachedVectors
  readonly #questions = new Map<string, string>()
  readonly milliseconds: number[] = []

  constructor(embed: Embed, dimension: number) {
    this.#embed = embed
    this.#vectors = new CachedVectors(dimension)
  }

  async remember(question: string): Promise<void> {
    this.#questions.set(keyOf('', question), question)
    this.#vectors.set(question, await this.#embed(question))
  }

  rememberVector(key: string, vector: Float32Array): void {
    this.#vectors.set(key, vector)
  }

  /** The remembered question whose answer would be given. */
  async find(question: string): Promise<string | undefined> {
    const vector = await this.#embed(question)
    const from = performance.now()
    const same = this.#questions.get(keyOf('', question))
    if (same !== undefined) {
      this.milliseconds.push(performance.now() - from)
      return same
    }
    const near = this.#vectors.nearest(vector, questionThresholds[hasHan(question) ? 'zh' : 'en'])
    const isFound = near !== undefined && differenceOf(readQuestion(question), readQuestion(near.key)) === undefined
    this.milliseconds.push(performance.now() - from)
    return isFound ? near.key : undefined
  }
}
