/** Vectors of questions that are compared again and again, kept so that they need not be made anew by each process. */
export interface QuestionVectors {
  /** Those that are kept of these questions, as made by an embedder. */
  of(embedder: string, questions: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  /** Keeps these in place of all that were kept before, in one step. */
  keep(embedder: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void>
}
