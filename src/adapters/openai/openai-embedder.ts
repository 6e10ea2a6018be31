import * as z from 'zod'
import type { EmbedderIdentity } from '../../domain/vectors/embedder-identity.ts'
import type { EndpointCall } from '../../domain/accounting/endpoint-call.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { textPortions } from '../../domain/text/text-portions.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { type EndpointAccount, unpaid } from '../../ports/endpoint-account.ts'
import { createEndpointClient, type ModelEndpoint } from './endpoint-client.ts'
import { RequestSlots } from './request-slots.ts'
import { together } from './together.ts'
import { translateError } from './translate-error.ts'
import { tryAgain } from './try-again.ts'

export interface OpenAiEmbedderOptions extends ModelEndpoint {
  /** Where it stands, for the books. */
  readonly tier: EndpointCall['tier']
  /** Most time of one request, in ms. Default 60,000. */
  readonly timeoutMs?: number
  /** Who pays for requests; nobody when not given. */
  readonly account?: EndpointAccount
  /** The longest pause before a request is tried again for the first time, in ms. Default 500. */
  readonly firstPauseMs?: number
}

type Purpose = 'query' | 'document'

/** The least that servers take: Text Embeddings Inference refuses more than 32 texts. */
const mostPerRequest = { texts: 32, characters: 60_000 }
const requestsAtOnce = 4
const mostWaitingTexts = 200_000
const attempts = 4
/** An endpoint that asks for more patience is not asked again. */
const longestWaitMs = 60_000
/** A text that an endpoint finds too long is halved; not below this, where something else must be wrong. */
const shortestHalf = 200

const usageSchema = z.object({ usage: z.object({ prompt_tokens: z.int().min(0) }) })
const replySchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
})

/**
 * Vectors from an OpenAI-compatible `/embeddings` endpoint (vLLM, Text Embeddings Inference, a cloud), brought to unit
 * length. Failures that may pass are tried again a few times. A text too long for the model is embedded in halves, whose
 * vectors are joined by their mean, weighted by length.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { model, timeoutMs = 60_000, firstPauseMs = 500, account = unpaid } = options
  const client = createEndpointClient(options, timeoutMs)
  const endpoint = { ...options, name: 'The embedding endpoint' }
  const paidAs = { purpose: 'embed', provider: 'embeddings', model, tier: options.tier } as const
  const slots = new RequestSlots(requestsAtOnce)
  const closing = new AbortController()
  const unfinished = new Set<Promise<unknown>>()
  let waitingTexts = 0
  let dimension: number | undefined

  const request = async (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    if (signal.aborted) throw cancelled()
    const estimatedTokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0)
    const sent = paidAs.tier === 'cloud' ? texts.map((text) => ({ as: 'text', text }) as const) : []
    return account.pay({ ...paidAs, textCount: texts.length, sent, estimatedTokens }, async () => {
      const reply = await send(texts, signal)
      const usage = usageSchema.safeParse(reply)
      return {
        value: vectorsIn(reply, texts.length, (found) => (dimension ??= found)),
        ...(usage.success && { tokens: usage.data.usage.prompt_tokens }),
      }
    })
  }

  const send = async (texts: readonly string[], signal: AbortSignal): Promise<unknown> => {
    try {
      // OpenAI refuses texts without any character.
      const input = texts.map((text) => (text === '' ? ' ' : text))
      return await client.embeddings.create({ model, input, encoding_format: 'float' }, { signal })
    } catch (error) {
      throw signal.aborted ? cancelled() : translateError(error, endpoint)
    }
  }

  const embedBatch = async (
    texts: readonly string[],
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<readonly Float32Array[]> => {
    try {
      return await tryAgain({ attempts, firstPauseMs, longestWaitMs }, signal, () =>
        slots.run(purpose, signal, () => request(texts, signal)),
      )
    } catch (error) {
      const parts = isTooLong(error) ? halvesOf(texts) : undefined
      if (parts === undefined) throw error
      const [first, second] = await together(parts, signal, (part, either) => embedBatch(part, purpose, either))
      return texts.length === 1 ? [joined(parts, first, second)] : [...(first ?? []), ...(second ?? [])]
    }
  }

  const embedAll = async (texts: readonly string[], purpose: Purpose, signal: AbortSignal) => {
    if (signal.aborted) throw cancelled()
    if (waitingTexts + texts.length > mostWaitingTexts) {
      throw new LorekeepError('model-unavailable', 'Too many texts are waiting for the embedding endpoint already.')
    }
    waitingTexts += texts.length
    try {
      return (
        await together(textPortions(texts, mostPerRequest), signal, (batch, either) =>
          embedBatch(batch, purpose, either),
        )
      ).flat()
    } finally {
      waitingTexts -= texts.length
    }
  }

  const embed: Embedder['embed'] = (texts, purpose, signal) => {
    const work = embedAll(
      texts,
      purpose,
      signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
    )
    unfinished.add(work)
    void work.catch(() => {}).finally(() => unfinished.delete(work))
    return work
  }

  return {
    embed,
    async identity(signal): Promise<EmbedderIdentity> {
      if (dimension === undefined) await embed(['dimension'], 'query', signal)
      return { id: `openai:${model}`, dimension: dimension ?? 0 }
    },
    async close() {
      await Promise.allSettled(unfinished)
      closing.abort()
    },
  }
}

/** Vectors of unit length, in the order of the texts. */
function vectorsIn(reply: unknown, count: number, learn: (dimension: number) => number): readonly Float32Array[] {
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw invalid('something that holds no vectors')
  const { data } = parsed.data
  const byIndex = data.toSorted((a, b) => a.index - b.index)
  if (data.length !== count || byIndex.some(({ index }, i) => index !== i)) {
    throw invalid(`${data.length} vectors for ${count} texts, or numbered wrongly`)
  }
  return byIndex.map(({ embedding }) => {
    const wanted = learn(embedding.length)
    if (embedding.length !== wanted) throw invalid(`a vector of ${embedding.length} dimensions after one of ${wanted}`)
    return toUnitLength(embedding)
  })
}

function toUnitLength(values: Iterable<number>): Float32Array {
  const vector = Float32Array.from(values)
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (length === 0 || !Number.isFinite(length)) throw invalid('a vector without a direction')
  return vector.map((value) => value / length)
}

function isTooLong(error: unknown): boolean {
  return error instanceof LorekeepError && error.code === 'model-context-exceeded'
}

/** Half of the texts and the other half; of a single text, its two halves. Undefined when it is short enough. */
function halvesOf(texts: readonly string[]): readonly (readonly string[])[] | undefined {
  const [only = ''] = texts
  if (texts.length > 1) {
    const middle = Math.ceil(texts.length / 2)
    return [texts.slice(0, middle), texts.slice(middle)]
  }
  if (only.length < 2 * shortestHalf) return undefined
  const space = only.indexOf(' ', only.length / 2)
  const middle = space > 0 && space < only.length * 0.6 ? space : Math.ceil(only.length / 2)
  return [[only.slice(0, middle)], [only.slice(middle)]]
}

function joined(
  halves: readonly (readonly string[])[],
  first: readonly Float32Array[] | undefined,
  second: readonly Float32Array[] | undefined,
): Float32Array {
  const weight = halves.map(([text = '']) => text.length)
  const sum = (first?.[0] ?? new Float32Array()).map(
    (value, d) => value * (weight[0] ?? 0) + (second?.[0]?.[d] ?? 0) * (weight[1] ?? 0),
  )
  return toUnitLength(sum)
}

/** Batches bounded by number and length; a text that is too long by itself gets one of its own. */

function cancelled(): LorekeepError {
  return new LorekeepError('cancelled', 'The embedding was cancelled.')
}

function invalid(what: string): LorekeepError {
  return new LorekeepError('model-answer-invalid', `The embedding endpoint answered with ${what}.`, {
    hint: 'Check that EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL name an embedding model.',
  })
}
