import type { TokenCounter } from '../../ports/token-counter.ts'
import { forEachWithBreaks } from './breathing-space.ts'
import type { BytePairEncoder } from './byte-pair-encoder.ts'
import { loadGptEncoder } from './load-gpt-encoder.ts'
import { loadQwenEncoder } from './load-qwen-encoder.ts'

const qwenFamily = /qwen|qwq/i
/** The models that are known to speak `o200k_base`, under the vendor's names and with a gateway's prefix before them. */
const gptFamily = /(?:^|[/:])(?:gpt-(?:4o|4\.1|4\.5|5|oss)|chatgpt-4o|o[134](?:-|$))/i

/**
 * Counts with Qwen3's tokenizer for models with "qwen" or "qwq" in their name, with that of GPT-4o and later for all
 * others. Each is loaded when it is first needed. However long the text, the event loop gets its turn every few
 * milliseconds.
 */
export function createTokenCounter(): TokenCounter {
  const qwen = onceLoaded(loadQwenEncoder)
  const gpt = onceLoaded(loadGptEncoder)
  return {
    async count(text, model) {
      if (text === '') return 0
      const encoder = await (qwenFamily.test(model) ? qwen() : gpt())
      let tokens = 0
      await forEachWithBreaks(encoder.pieces(text), (piece) => (tokens += encoder.tokensIn(piece)))
      return tokens
    },
    isExactFor: (model) => qwenFamily.test(model) || gptFamily.test(model),
  }
}

function onceLoaded(load: () => Promise<BytePairEncoder>): () => Promise<BytePairEncoder> {
  let loaded: Promise<BytePairEncoder> | undefined
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined
      throw error
    }))
}
