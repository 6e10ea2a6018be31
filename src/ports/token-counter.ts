/** Counts tokens the way a model does. */
export interface TokenCounter {
  /** Tokens of a text for a model; by the model's own tokenizer where we have it, else by the nearest kin. */
  count(text: string, model: string): Promise<number>
  /** Whether `count` counts with the model's own tokenizer. Elsewhere it is an estimate, and no match for what a provider reports. */
  isExactFor(model: string): boolean
}
