import OpenAI from 'openai'
import pLimit from 'p-limit'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { LorekeepError } from '../../domain/errors.ts'
import type { EmbedderIdentity } from '../../domain/embedder-identity.ts'
import type { Embedder } from '../../ports/embedder.ts'
import { translateError } from './openai-failure.ts'

export interface OpenAiEmbedderOptions {
  readonly baseUrl: string
  readonly model: string
  readonly apiKey: string | undefined
  /** Most time of one request, in ms; 60,000 when not given. */
  readonly timeoutMs?: number
}

const textsPerRequest = 64
const charactersPerRequest = 100_000
const requestsAtOnce = 4
const attempts = 4
const firstPauseMs = 500

const replySchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
})

/**
 * Vectors from an OpenAI-compatible `/embeddings` endpoint (vLLM, TEI, a cloud). Questions have a
 * line of their own, so that they never wait for documents. Failures that may pass are tried again.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { baseUrl, model, apiKey, timeoutMs = 60_000 } = options
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  })
  const endpoint = { name: 'The embedding endpoint', baseUrl, model }
  const lines = { query: pLimit(requestsAtOnce), document: pLimit(requestsAtOnce) }
  const closing = new AbortController()
  let identity: Promise<EmbedderIdentity> | undefined

  const request = async (texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const reply = await client.embeddings.create({ model, input: [...texts], encoding_format: 'float' }, { signal })
        return readVectors(reply, texts.length)
      } catch (error) {
        const failure = translateError(error, endpoint, { cancelled: signal.aborted, timedOut: false })
        if (!failure.retryable || attempt === attempts) throw failure
        await sleep(firstPauseMs * 2 ** (attempt - 1) * (0.5 + Math.random()), undefined, { signal }).catch(
          () => undefined,
        )
      }
    }
  }

  const embed: Embedder['embed'] = async (texts, purpose, signal) => {
    const wanted = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
    const batches = inBatches(texts)
    const vectors = await Promise.all(batches.map((batch) => lines[purpose](() => request(batch, wanted))))
    const all = vectors.flat()
    const dimensions = new Set(all.map(({ length }) => length))
    if (dimensions.size > 1) throw invalid('vectors of different lengths')
    return all
  }

  return {
    embed,
    identity(signal) {
      identity ??= embed(['dimension'], 'query', signal)
        .then(([vector]) => ({ id: `openai:${model}`, dimension: vector?.length ?? 0 }))
        .catch((error: unknown) => {
          identity = undefined
          throw error
        })
      return identity
    },
    async close() {
      closing.abort()
    },
  }
}

/** Vectors of unit length in the order of the texts. */
function readVectors(reply: unknown, count: number): readonly Float32Array[] {
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw invalid('no vectors')
  const { data } = parsed.data
  if (data.length !== count) throw invalid(`${data.length} vectors for ${count} texts`)
  return data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => toUnitLength(embedding))
}

function toUnitLength(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  if (length === 0 || !Number.isFinite(length)) throw invalid('a vector without direction')
  return Float32Array.from(values, (value) => value / length)
}

function invalid(what: string): LorekeepError {
  return new LorekeepError('model-answer-invalid', `The embedding endpoint answered with ${what}.`, {
    hint: 'Check that EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL name an embedding model.',
  })
}

/** Batches bounded by number and by length; a text that is too long by itself gets one of its own. */
function inBatches(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = []
  let characters = 0
  for (const text of texts) {
    const last = batches.at(-1)
    if (last === undefined || last.length === textsPerRequest || characters + text.length > charactersPerRequest) {
      batches.push([text])
      characters = text.length
    } else {
      last.push(text)
      characters += text.length
    }
  }
  return batches
}
