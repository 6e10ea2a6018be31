import * as z from 'zod'
import type { EndpointCall } from '../../domain/accounting/endpoint-call.ts'
import { LorekeepError } from '../../domain/errors.ts'
import { estimateTokens } from '../../domain/text/token-estimate.ts'
import { type EndpointAccount, type EndpointReply, unpaid } from '../../ports/endpoint-account.ts'
import type { Reranker } from '../../ports/reranker.ts'
import { createEndpointClient } from './endpoint-client.ts'
import { together } from './together.ts'
import { translateError } from './translate-error.ts'

export interface EndpointRerankerOptions {
  /** What `/rerank` is appended to. */
  readonly baseUrl: string
  /** Absent for Text Embeddings Inference, which serves one model and has other words for the same thing. */
  readonly model: string | undefined
  readonly apiKey: string | undefined
  /** Where it stands, for the books. */
  readonly tier: EndpointCall['tier']
  /** Who pays for requests; nobody when not given. */
  readonly account?: EndpointAccount
  /** Most time for all texts, in ms, since a person waits. Default 2,000. */
  readonly timeoutMs?: number
}

/** What may end a request early: whoever asked leaves, the time is up, or either of these or another request fails. */
interface Ends {
  readonly caller: AbortSignal
  readonly limit: AbortSignal
  readonly either: AbortSignal
}

/** The least that servers take: Text Embeddings Inference refuses more than 32 texts. */
const textsPerRequest = 32

const resultsSchema = z.object({
  results: z.array(z.object({ index: z.int().min(0), relevance_score: z.number() })),
})
const usageSchema = z.object({ usage: z.object({ total_tokens: z.int().min(0) }) })
const metaSchema = z.object({ meta: z.object({ tokens: z.object({ input_tokens: z.int().min(0) }) }) })
const ranksSchema = z.array(z.object({ index: z.int().min(0), score: z.number() }))

/**
 * Scores from a `/rerank` endpoint: with a model's name as vLLM, Jina and Cohere have it, without one as Text Embeddings
 * Inference. Nothing is tried again: late is as bad as never here.
 */
export function createEndpointReranker(options: EndpointRerankerOptions): Reranker {
  const { model, timeoutMs = 2000, account = unpaid } = options
  const endpoint = { ...options, model: model ?? 'the one it serves', name: 'The rerank endpoint' }
  const client = createEndpointClient(endpoint, timeoutMs)
  const paidAs = {
    purpose: 'rerank',
    provider: 'rerank',
    model: model ?? 'rerank',
    tier: options.tier,
  } as const

  return {
    async scores(question, texts, signal) {
      const limit = AbortSignal.timeout(timeoutMs)
      const caller = signal ?? new AbortController().signal
      const scores = await together(batchesOf(texts), AbortSignal.any([caller, limit]), (batch, either) =>
        paidScores(question, batch, { caller, limit, either }),
      )
      return scores.flat()
    },
  }

  async function paidScores(question: string, texts: readonly string[], ends: Ends): Promise<readonly number[]> {
    if (ends.either.aborted) throw failureOf(undefined, ends)
    // The model reads the question beside each text.
    const estimatedTokens = texts.reduce((sum, text) => sum + estimateTokens(question) + estimateTokens(text), 0)
    const sent = paidAs.tier === 'cloud' ? [{ as: 'question', text: question } as const] : []
    return account.pay({ ...paidAs, textCount: texts.length + 1, sent, estimatedTokens }, async () => {
      try {
        return await scoresOf(question, texts, ends.either)
      } catch (error) {
        throw failureOf(error, ends)
      }
    })
  }

  /** @param error nothing for a request that was not made any more */
  function failureOf(error: unknown, { caller, limit, either }: Ends): LorekeepError {
    if (limit.aborted && !caller.aborted) {
      return new LorekeepError('model-timeout', `"${endpoint.name}" did not answer in time.`)
    }
    if (either.aborted) return new LorekeepError('cancelled', 'The reranking was cancelled.')
    return translateError(error, endpoint)
  }

  async function scoresOf(
    question: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<EndpointReply<readonly number[]>> {
    const body =
      model === undefined ? { query: question, texts, truncate: true } : { model, query: question, documents: texts }
    const reply: unknown = await client.post('/rerank', { body, signal })
    const scores = new Map(ranksIn(reply).map(({ index, score }) => [index, score]))
    const value = texts.map((_, index) => {
      const score = scores.get(index)
      if (score === undefined) throw invalid(`${scores.size} scores for ${texts.length} texts`)
      return score
    })
    const tokens = tokensIn(reply)
    return { value, ...(tokens !== undefined && { tokens }) }
  }
}

/** vLLM and Jina report `usage.total_tokens`, Cohere's former interface and its gateways `meta.tokens.input_tokens`. */
function tokensIn(reply: unknown): number | undefined {
  const usage = usageSchema.safeParse(reply)
  if (usage.success) return usage.data.usage.total_tokens
  const meta = metaSchema.safeParse(reply)
  return meta.success ? meta.data.meta.tokens.input_tokens : undefined
}

function ranksIn(reply: unknown): readonly { readonly index: number; readonly score: number }[] {
  const results = resultsSchema.safeParse(reply)
  if (results.success) return results.data.results.map(({ index, relevance_score: score }) => ({ index, score }))
  const ranks = ranksSchema.safeParse(reply)
  if (ranks.success) return ranks.data
  throw invalid('something that holds no scores')
}

function batchesOf(texts: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(texts.length / textsPerRequest) }, (_, at) =>
    texts.slice(at * textsPerRequest, (at + 1) * textsPerRequest),
  )
}

function invalid(what: string): LorekeepError {
  return new LorekeepError('model-answer-invalid', `The rerank endpoint answered with ${what}.`, {
    hint: 'Check that RERANK_BASE_URL and RERANK_MODEL name a reranking model.',
  })
}
