import type { PreTrainedTokenizer } from '@xenova/transformers'

/** A question and a text as a model reads them together. */
export interface EncodedPair {
  readonly ids: readonly number[]
  /** For each token whether it belongs to the first or the second; absent for models that are not told. */
  readonly types: readonly number[] | undefined
}

export type EncodePair = (question: string, text: string) => EncodedPair

/**
 * Writes pairs as the tokenizer does, but for those that are longer than `longest` tokens: of these the end of the text is
 * left out, and of a question that would leave less than half of the room to the text, its end.
 */
export function createEncodePair(tokenizer: PreTrainedTokenizer, longest: number): EncodePair {
  const around = specialTokensOf(tokenizer)
  const room = longest - around.before.ids.length - around.between.ids.length - around.after.ids.length
  return (question, text) => {
    const asked = idsOf(tokenizer, question)
    const said = idsOf(tokenizer, text)
    const kept = asked.slice(0, Math.max(Math.ceil(room / 2), room - said.length))
    const first = { ids: kept, types: kept.map(() => around.firstType) }
    const rest = said.slice(0, room - kept.length)
    const second = { ids: rest, types: rest.map(() => around.secondType) }
    const parts = [around.before, first, around.between, second, around.after]
    return {
      ids: parts.flatMap(({ ids }) => ids),
      types: around.isTyped ? parts.flatMap(({ types }) => types) : undefined,
    }
  }
}

function specialTokensOf(tokenizer: PreTrainedTokenizer) {
  const [first, second] = [idsOf(tokenizer, 'a'), idsOf(tokenizer, 'b')]
  const whole = tokenizer('a', { text_pair: 'b', return_tensor: false }) as unknown as {
    readonly input_ids: readonly number[]
    readonly token_type_ids?: readonly number[]
  }
  const ids = whole.input_ids
  const types = whole.token_type_ids ?? ids.map(() => 0)
  const firstAt = ids.indexOf(first[0] ?? -1)
  const secondAt = ids.indexOf(second[0] ?? -1, firstAt + first.length)
  const part = (from: number, to?: number) => ({ ids: ids.slice(from, to), types: types.slice(from, to) })
  return {
    before: part(0, firstAt),
    between: part(firstAt + first.length, secondAt),
    after: part(secondAt + second.length),
    firstType: types[firstAt] ?? 0,
    secondType: types[secondAt] ?? 0,
    isTyped: whole.token_type_ids !== undefined,
  }
}

function idsOf(tokenizer: PreTrainedTokenizer, text: string): readonly number[] {
  return tokenizer.encode(text, { add_special_tokens: false })
}
