import * as z from 'zod'
import type { PlainBehaviour } from './behaviours.ts'
import type { BehaviourScript } from './behaviour-script.ts'
import { embeddingOf } from './embedding-vector.ts'
import type { Endpoint } from './endpoint.ts'
import { parseRequest } from './parse-request.ts'
import { perform } from './perform.ts'
import { requireEachToFit, requireModel, type ServerProfile } from './server-profile.ts'
import { countTokens } from './token-count.ts'
import { invalidRequest } from './vendor-error.ts'

const embeddingsRequest = z.strictObject({
  input: z.union([z.string(), z.array(z.string()).min(1).max(2048)]),
  model: z.string(),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
})

/** An embeddings request that passed. Token ids as input are not served. */
export type EmbeddingsRequest = z.infer<typeof embeddingsRequest>

/** `POST /v1/embeddings`. */
export function embeddings(
  profile: ServerProfile,
  script: BehaviourScript<EmbeddingsRequest, PlainBehaviour>,
): Endpoint {
  return {
    method: 'POST',
    async serve(exchange) {
      const request = parseRequest(embeddingsRequest, exchange.record)
      requireModel(request.model, profile)
      const inputs = typeof request.input === 'string' ? [request.input] : request.input
      if (inputs.includes(''))
        throw invalidRequest(400, "Invalid 'input': input cannot be an empty string.", null, 'input')
      requireEachToFit(inputs, profile)
      if ((request.dimensions ?? 0) > profile.embeddingDimensions)
        throw invalidRequest(
          400,
          `Invalid 'dimensions': the model has ${profile.embeddingDimensions}.`,
          null,
          'dimensions',
        )
      await perform(script.next(request, exchange.record), exchange, () =>
        exchange.sendJson(200, answer(request, inputs, profile)),
      )
    },
  }
}

function answer(request: EmbeddingsRequest, inputs: readonly string[], profile: ServerProfile): unknown {
  const dimensions = request.dimensions ?? profile.embeddingDimensions
  const tokens = inputs.reduce((sum, input) => sum + countTokens(input), 0)
  return {
    object: 'list',
    data: inputs.map((input, index) => {
      const vector = embeddingOf(input, dimensions)
      return { object: 'embedding', index, embedding: request.encoding_format === 'base64' ? base64(vector) : vector }
    }),
    model: request.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

/** 32-bit floats, little endian. */
function base64(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  vector.forEach((value, i) => bytes.writeFloatLE(value, i * 4))
  return bytes.toString('base64')
}
