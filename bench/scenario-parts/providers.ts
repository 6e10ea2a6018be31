/**
 * A small model on a machine of the company's own, at what the machine costs, and a large one in the cloud at its list
 * price, which is also the baseline. What a machine costs and makes is an assumption: one rented GPU that is busy three
 * hours in ten.
 */
export const providerPrices = {
  currency: 'USD',
  baselineModel: 'gpt-4o',
  prices: [
    { model: 'gpt-4o', tier: 'cloud', input: 2.5, cachedInput: 1.25, output: 10, validFrom: '2024-10-01' },
    {
      model: 'qwen2.5-7b-instruct',
      tier: 'on-prem',
      hardware: {
        gpuHour: 1.2,
        kilowatts: 0.5,
        kilowattHour: 0.15,
        utilisation: 0.3,
        inputTokensPerSecond: 8000,
        outputTokensPerSecond: 1200,
      },
      validFrom: '2024-10-01',
    },
  ],
}

export const models = { house: 'qwen2.5-7b-instruct', cloud: 'gpt-4o' } as const
