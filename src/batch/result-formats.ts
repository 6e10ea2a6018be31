export const resultFormats = ['csv', 'jsonl', 'xlsx'] as const

/** What the results of a batch are written as. */
export type ResultFormat = (typeof resultFormats)[number]
