/** A model that reads a question and a text together and says how well the text answers. */
export interface Reranker {
  /**
   * One score for each text, in order. Higher is better; only scores of one call can be compared.
   * @throws LorekeepError `model-unavailable`, `model-timeout`, `model-answer-invalid`, `cancelled`
   */
  scores(question: string, texts: readonly string[], signal?: AbortSignal): Promise<readonly number[]>
  /**
   * Loads the model ahead of the first question, however long it takes. Absent where others hold the model.
   * @throws LorekeepError as `scores` does
   */
  prepare?(signal?: AbortSignal): Promise<void>
}
