import type { RecordedRequest } from '../openai-server/recorded-requests.ts'
import type { Usage } from '../openai-server/usage.ts'
import type { Tariff } from '../prices.ts'

/** What a vendor asks for the calls of one model. */
export interface Bill {
  readonly requests: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly micros: number
}

/**
 * The bill that a vendor would write from its own record of what it worked: for each request that it began to answer, or
 * that was given up while it worked, and for none that it refused or lost. Knows nothing of how Lorekeep counts.
 */
export function serverBill(requests: readonly RecordedRequest[], tariffs: Readonly<Record<string, Tariff>>) {
  const bills = new Map<string, Bill>()
  for (const request of requests) {
    const model = modelOf(request)
    const tariff = tariffs[model]
    if (tariff === undefined) throw new Error(`Nobody has a price for "${model}".`)
    const before = bills.get(model) ?? { requests: 0, promptTokens: 0, completionTokens: 0, micros: 0 }
    const worked = isBilled(request) ? request.usage : undefined
    bills.set(model, {
      requests: before.requests + 1,
      promptTokens: before.promptTokens + (worked?.prompt_tokens ?? 0),
      completionTokens: before.completionTokens + (worked?.completion_tokens ?? 0),
      micros: before.micros + (worked === undefined ? 0 : callBill(worked, tariff)),
    })
  }
  return bills
}

function isBilled({ status, clientAborted }: RecordedRequest): boolean {
  return status === 200 || (status === undefined && clientAborted)
}

/** What a vendor asks for one call, in whole micros. */
export function callBill(usage: Usage, tariff: Tariff): number {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0
  const reasoning = usage.completion_tokens_details?.reasoning_tokens ?? 0
  const exact =
    (usage.prompt_tokens - cached) * tariff.input +
    cached * tariff.cached +
    (usage.completion_tokens - reasoning) * tariff.output +
    reasoning * tariff.reasoning
  return Math.ceil(exact / 1_000_000)
}

function modelOf({ body }: RecordedRequest): string {
  return typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : ''
}
