import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { PlainBehaviour } from './behaviours.ts'
import type { BehaviourScript } from './behaviour-script.ts'
import type { Endpoint } from './endpoint.ts'
import { parseRequest } from './parse-request.ts'
import { perform } from './perform.ts'
import { requireEachToFit, requireModel, type ServerProfile } from './server-profile.ts'
import { countTokens } from './token-count.ts'
import { wordsOf } from './words.ts'

const rerankRequest = z.strictObject({
  model: z.string(),
  query: z.string(),
  documents: z.array(z.string()).min(1),
  /** vLLM: 0 means all. */
  top_n: z.int().min(0).optional(),
})

/** A rerank request that passed. */
export type RerankRequest = z.infer<typeof rerankRequest>

/** `POST /v1/rerank`, as vLLM and Jina have it: best first. */
export function rerank(profile: ServerProfile, script: BehaviourScript<RerankRequest, PlainBehaviour>): Endpoint {
  return {
    method: 'POST',
    async serve(exchange) {
      const request = parseRequest(rerankRequest, exchange.record)
      requireModel(request.model, profile)
      requireEachToFit(
        request.documents.map((document) => `${request.query} ${document}`),
        profile,
      )
      await perform(script.next(request, exchange.record), exchange, () => exchange.sendJson(200, answer(request)))
    },
  }
}

/** The share of the query's words that the document has, 0 to 1. */
export function wordOverlap(query: string, document: string): number {
  const wanted = [...wordsOf(query)]
  const present = wordsOf(document)
  return wanted.length === 0 ? 0 : wanted.filter((word) => present.has(word)).length / wanted.length
}

function answer({ model, query, documents, top_n: topN }: RerankRequest): unknown {
  const ranked = documents
    .map((text, index) => ({ index, document: { text }, relevance_score: wordOverlap(query, text) }))
    .toSorted((a, b) => b.relevance_score - a.relevance_score)
  const tokens = documents.reduce((sum, document) => sum + countTokens(query) + countTokens(document), 0)
  return {
    id: `rerank-${randomUUID().replaceAll('-', '')}`,
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    results: topN === undefined || topN === 0 ? ranked : ranked.slice(0, topN),
  }
}
