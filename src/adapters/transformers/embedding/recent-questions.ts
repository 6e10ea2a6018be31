import type { EncodedQuestion } from '../../../ports/token-encoder.ts'

const most = 256

/** The vectors of questions asked lately: a question is encoded for its search and for the choice of its evidence. */
export class RecentQuestions {
  /** Least recently asked first. */
  readonly #known = new Map<string, EncodedQuestion>()

  async of(question: string, encode: () => Promise<EncodedQuestion>): Promise<EncodedQuestion> {
    const encoded = this.#known.get(question) ?? (await encode())
    this.#known.delete(question)
    this.#known.set(question, encoded)
    for (const oldest of [...this.#known.keys()].slice(0, -most)) this.#known.delete(oldest)
    // New objects, so that what is worked out for the tokens of an answer does not stay.
    return { ...encoded, tokens: encoded.tokens.map((token) => ({ ...token })) }
  }
}
