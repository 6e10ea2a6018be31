import * as z from 'zod'
import type { BatchApi, BatchDialect } from '../../domain/routing/model-catalogue.ts'

/** What the file of models says of the batch API of a provider. */
export const batchApiSchema = z.strictObject({
  priceShare: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('What a token costs there, as a share of its price: 0.5 for half.'),
  windowHours: z
    .int()
    .min(24)
    .max(336)
    .default(24)
    .describe('How long it may take; more than 24 where it offers more.'),
  maxRequests: z.int().min(1).max(50_000).default(5000).describe('Requests in one of its batches.'),
  pollSeconds: z.number().min(1).max(3600).default(60).describe('How often it is looked whether it is done.'),
  dialect: z
    .enum(['openai', 'azure', 'dashscope', 'zhipu'])
    .optional()
    .describe('How it differs from OpenAI; by the address when left out.'),
  model: z
    .string()
    .min(1)
    .optional()
    .describe('Its name of the model where that is another one; for Azure, the deployment of a batch type.'),
})

type BatchTerms = z.infer<typeof batchApiSchema>

interface Entry {
  readonly baseUrl: string
  readonly model: string
  /** Given for Azure OpenAI. */
  readonly azure?: unknown
}

/** What is wrong with the batch API of an entry, if anything. */
export function problemWithBatch(entry: Entry & { readonly batch?: BatchTerms | undefined }): string | undefined {
  const { batch, azure } = entry
  if (batch === undefined) return undefined
  const { dialect } = batchApiOf(batch, entry)
  if (batch.windowHours !== 24 && dialect !== 'dashscope') return 'windowHours must be 24: only DashScope offers more'
  if (azure !== undefined && batch.model === undefined) return 'model must name the Azure deployment of a batch type'
  return undefined
}

/** The terms with what is left out filled in from the rest of the entry. */
export function batchApiOf(terms: BatchTerms, { baseUrl, model, azure }: Entry): BatchApi {
  const address = baseUrl.replace(/\/+$/, '')
  return {
    dialect: terms.dialect ?? (azure === undefined ? dialectOf(address) : 'azure'),
    baseUrl: azure === undefined ? address : `${address}/openai`,
    model: terms.model ?? model,
    priceShare: terms.priceShare,
    windowHours: terms.windowHours,
    mostRequests: terms.maxRequests,
    lookEveryMs: terms.pollSeconds * 1000,
  }
}

function dialectOf(address: string): BatchDialect {
  const { hostname } = new URL(address)
  if (/(?:^|\.)aliyuncs\.com$/.test(hostname)) return 'dashscope'
  return /(?:^|\.)(?:bigmodel\.cn|z\.ai)$/.test(hostname) ? 'zhipu' : 'openai'
}
