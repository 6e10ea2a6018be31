import type { ModelProvider } from '../../src/domain/routing/model-catalogue.ts'

/** A provider with everything a test does not care about filled in. */
export function providerOf(tier: ModelProvider['tier'], over: Partial<ModelProvider> = {}): ModelProvider {
  return {
    name: tier,
    tier,
    baseUrl: 'http://127.0.0.1:1/v1',
    apiKey: undefined,
    model: 'test-model',
    contextTokens: 32_768,
    maxOutputTokens: 500,
    temperature: 0.2,
    outputLimitField: 'max_tokens',
    firstTokenTimeoutMs: 300_000,
    nextTokenTimeoutMs: 300_000,
    strong: tier === 'cloud',
    weight: 1,
    ...over,
  }
}
