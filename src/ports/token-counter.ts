/** Counts tokens the way a model does. */
export interface TokenCounter {
  /** Tokens of a text for a model; by the model's own tokenizer where we have it, else by the nearest kin. */
  count(text: string, model: string): Promise<number>
}
