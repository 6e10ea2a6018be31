import { callBill } from '../cost/server-bill.ts'
import type { OpenAiServer } from '../openai-server/openai-server.ts'
import type { RecordedRequest } from '../openai-server/recorded-requests.ts'
import type { Tariff } from '../prices.ts'

/** Questions that were put to a provider one by one. */
export function chatsWith(server: OpenAiServer): readonly RecordedRequest[] {
  return server.requests.filter(({ path }) => path === '/v1/chat/completions')
}

/** Batches that were handed to it. */
export function submissionsTo(server: OpenAiServer): readonly RecordedRequest[] {
  return server.requests.filter(({ path, method }) => path === '/v1/batches' && method === 'POST')
}

/** What it asks for what its batches answered, by its own count: a share of its tariff, half where nothing else is said. */
export function batchBill({ batches }: OpenAiServer, tariff: Tariff, share = 0.5): number {
  const at = (amount: number) => Math.round(amount * share)
  const { input, cached, output, reasoning } = tariff
  const shared = { input: at(input), cached: at(cached), output: at(output), reasoning: at(reasoning) }
  return batches.billed.reduce((sum, { usage }) => sum + callBill(usage, shared), 0)
}

/** What it asks for what it answered at once. */
export function chatBill(server: OpenAiServer, tariff: Tariff): number {
  return chatsWith(server).reduce((sum, { usage }) => sum + (usage === undefined ? 0 : callBill(usage, tariff)), 0)
}
