import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { assessSchema } from '../../../src/config/assess-file.ts'
import { modelsSchema, parseModels } from '../../../src/config/models-file.ts'
import { longestAnswerMs, reservationLifetimeMs, usualAnswerMs } from '../../../src/domain/time/time-limits.ts'
import { parsePolicy, policySchema } from '../../../src/config/policy-file.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')
const noEndpoints = { onPrem: undefined, cloud: undefined, variable: () => undefined }

describe('the policy file', () => {
  test('as shipped never lets restricted text go to the cloud and blocks credentials', () => {
    const policy = parsePolicy(read('data/policy.json'), 'data/policy.json')
    expect(policy.cloud.restricted).toBe('never')
    expect(policy.question.API_KEY).toBe('block')
  })

  test('[P10] cannot allow restricted text into the cloud', () => {
    const loosened = read('data/policy.json').replace('"restricted": "never"', '"restricted": "redact"')
    expect(() => parsePolicy(loosened, 'policy.json')).toThrow(/policy\.json is not valid: cloud\.restricted/)
  })

  test('[P10] with an unknown kind is refused by name', () => {
    expect(() => parsePolicy(read('data/policy.json').replace('"SALARY"', '"SALERY"'), 'policy.json')).toThrow(/SALERY/)
  })

  test('that names little is filled up by how much harm a kind can do', () => {
    const policy = parsePolicy(
      '{"cloud":{"public":"redact","internal":"redact","confidential":"never","restricted":"never"},"onPrem":"redact"}',
      'policy.json',
    )

    expect([policy.question.PASSWORD, policy.question.CARD, policy.question.PHONE, policy.question.URL]).toEqual([
      'block',
      'redact',
      'redact',
      'leave',
    ])
    expect([policy.evidence.PASSWORD.public, policy.evidence.CARD.internal, policy.evidence.DATE.internal]).toEqual([
      'on-prem-only',
      'redact',
      'leave',
    ])
    expect(policy.output.PASSWORD.restricted).toBe('leave')
    expect([policy.raises.API_KEY, policy.raises.IBAN, policy.raises.EMAIL]).toEqual([
      'restricted',
      'confidential',
      undefined,
    ])
  })

  test('names a rule for a kind, or one for each classification, and the usual ones hold for the rest', () => {
    const policy = parsePolicy(
      JSON.stringify({
        cloud: { public: 'redact', internal: 'redact', confidential: 'never', restricted: 'never' },
        evidence: { EMAIL: 'leave', PASSWORD: { public: 'leave', internal: 'block' } },
        output: { CARD: { confidential: 'redact' } },
        onPrem: 'redact',
        raises: { IBAN: 'public' },
      }),
      'policy.json',
    )

    expect(new Set(Object.values(policy.evidence.EMAIL))).toEqual(new Set(['leave']))
    expect(policy.evidence.PASSWORD).toEqual({
      public: 'leave',
      internal: 'block',
      confidential: 'on-prem-only',
      restricted: 'on-prem-only',
    })
    expect([policy.output.CARD.internal, policy.output.CARD.confidential]).toEqual(['leave', 'redact'])
    expect(policy.raises.IBAN).toBe('public')
  })

  test.each([
    ['a rule that there is not', { evidence: { EMAIL: 'hide' } }, /evidence\.EMAIL/],
    ['a classification that there is not', { output: { EMAIL: { secret: 'redact' } } }, /output\.EMAIL/],
  ])('[P10] is refused with %s, by its place', (_, wrong, place) => {
    const file = { ...(JSON.parse(read('data/policy.json')) as object), ...wrong }
    expect(() => parsePolicy(JSON.stringify(file), 'policy.json')).toThrow(place)
  })

  test.each([
    [
      'a pattern that could hold up a text',
      { recognisers: [{ name: 'code', pattern: '(?:[a-z]{1,9}){1,9}!' }] },
      /recognisers\.0\.pattern: "\(\?:\[a-z\]\{1,9\}\)\{1,9\}" at character 1/,
    ],
    [
      'an unknown check',
      { recognisers: [{ name: 'code', pattern: 'A\\d{4}', checksum: 'crc' }] },
      /recognisers\.0\.checksum/,
    ],
    ['a value that is found everywhere', { deny: { CUSTOM: ['-'] } }, /deny\.CUSTOM\.0: must hold at least two/],
    [
      'a listed value that a rule leaves',
      { deny: { CUSTOM: ['Orca'] }, question: { CUSTOM: 'leave' } },
      /question\.CUSTOM: leaves/,
    ],
    [
      'a listed value that a rule leaves',
      { deny: { CUSTOM: ['Orca'] }, evidence: { CUSTOM: { public: 'leave' } } },
      /evidence\.CUSTOM/,
    ],
  ])('[P10] is refused with %s, by its place', (_, wrong, place) => {
    const file = { ...(JSON.parse(read('data/policy.json')) as object), ...wrong }
    expect(() => parsePolicy(JSON.stringify(file), 'policy.json')).toThrow(place)
  })

  test('has a JSON schema that says the same as the code', () => {
    expect(JSON.parse(read('data/policy.schema.json'))).toEqual(z.toJSONSchema(policySchema, { io: 'input' }))
  })
})

describe('the models file', () => {
  test('as shipped has a price for any model, assumed where nobody entered one', () => {
    const { prices } = parseModels(read('data/models.json'), 'data/models.json', noEndpoints)
    expect(prices.filter(({ model }) => model === '*').every(({ assumed }) => assumed)).toBe(true)
  })

  const withPrices = (prices: object[], exchangeRates: object[] = []) =>
    parseModels(
      JSON.stringify({ currency: 'USD', baselineModel: 'm', prices, exchangeRates }),
      'models.json',
      noEndpoints,
    )
  const dated = { model: 'm', tier: 'cloud', validFrom: '2026-01-01' }

  test('takes several dated prices of a model, in other currencies with a rate, and of reasoning', () => {
    const { prices, exchangeRates } = withPrices(
      [
        { ...dated, input: 1, output: 2 },
        { ...dated, validFrom: '2026-03-01', currency: 'CNY', input: 4, cachedInput: 1, output: 16, reasoning: 32 },
      ],
      [{ currency: 'CNY', rate: 0.14, validFrom: '2026-01-01' }],
    )
    expect(prices[0]).toMatchObject({ currency: 'USD', inputPerMillion: 1_000_000, cachedInputPerMillion: 1_000_000 })
    expect(prices[1]).toMatchObject({ currency: 'CNY', reasoningPerMillion: 32_000_000 })
    expect(exchangeRates).toEqual([{ currency: 'CNY', billionths: 140_000_000, validFrom: '2026-01-01' }])
  })

  test('takes what a machine costs in place of prices', () => {
    const hardware = {
      gpuHour: 3.6,
      kilowatts: 0,
      kilowattHour: 0,
      utilisation: 0.5,
      inputTokensPerSecond: 2000,
      outputTokensPerSecond: 500,
    }
    const { prices } = withPrices([{ ...dated, tier: 'on-prem', hardware }])
    expect(prices[0]).toMatchObject({ inputPerMillion: 1_000_000, outputPerMillion: 4_000_000 })
  })

  test.each([
    [
      'in a currency without a rate',
      { ...dated, currency: 'EUR', input: 1, output: 1 },
      /prices\.0\.currency: EUR needs/,
    ],
    ['without an amount', { ...dated, input: 1 }, /name input and output, or hardware alone/],
    [
      'with a machine that costs nothing',
      {
        ...dated,
        hardware: {
          gpuHour: 0,
          kilowatts: 1,
          kilowattHour: 0,
          utilisation: 1,
          inputTokensPerSecond: 1,
          outputTokensPerSecond: 1,
        },
      },
      /an hour must cost something/,
    ],
  ])('[P10] is refused with a price %s', (_, wrong, reason) => {
    expect(() => withPrices([wrong])).toThrow(reason)
  })

  test('puts the endpoints of the environment in front', () => {
    const onPrem = { baseUrl: 'http://gpu:8000/v1', model: 'qwen3', apiKey: undefined, contextTokens: 8192 }
    const { providers } = parseModels(read('data/models.json'), 'data/models.json', { ...noEndpoints, onPrem })
    expect(providers[0]).toMatchObject({
      name: 'on-prem',
      tier: 'on-prem',
      model: 'qwen3',
      outputLimitField: 'max_tokens',
    })
  })

  const withProvider = (entry: object, more: object = {}) =>
    parseModels(
      JSON.stringify({
        currency: 'USD',
        baselineModel: 'm',
        prices: [],
        providers: [{ name: 'gpu', tier: 'on-prem', baseUrl: 'http://gpu:8000/v1', model: 'qwen3', ...entry }],
        ...more,
      }),
      'models.json',
      noEndpoints,
    )
  const hours = [{ days: ['mon', 'fri'], from: '22:00', to: '06:00' }]

  test('says when a provider may be asked and how much it takes at once', () => {
    const schedule = { timeZone: 'Asia/Shanghai', hours }
    const { providers } = withProvider({ schedule, concurrency: { calls: 8, waitSeconds: 2 } })
    expect(providers[0]).toMatchObject({ schedule, concurrency: { calls: 8, waiting: 16, waitMs: 2000 } })
    expect(withProvider({}).providers[0]).not.toHaveProperty('schedule')
  })

  test('says how long an answer may take, which ends before what is reserved for it does', () => {
    expect(withProvider({}).timeLimitMs).toBe(usualAnswerMs)
    expect(withProvider({}, { timeLimitSeconds: 90, hedgeAfterMs: 1500 })).toMatchObject({
      timeLimitMs: 90_000,
      hedgeAfterMs: 1500,
    })
    expect(longestAnswerMs).toBeLessThan(reservationLifetimeMs)
    expect(() => withProvider({}, { timeLimitSeconds: longestAnswerMs / 1000 + 1 })).toThrow(/timeLimitSeconds/)
  })

  test.each([
    ['a time zone that there is not', { schedule: { timeZone: 'Europe/Atlantis', hours } }, /schedule\.timeZone/],
    [
      'a time that there is not',
      { schedule: { timeZone: 'UTC', hours: [{ ...hours[0], to: '25:00' }] } },
      /hours\.0\.to/,
    ],
    ['hours of no length', { schedule: { timeZone: 'UTC', hours: [{ ...hours[0], to: '22:00' }] } }, /must differ/],
    ['room for no call', { concurrency: { calls: 0 } }, /concurrency\.calls/],
    ['a window that the batch API does not offer', { batch: { windowHours: 48 } }, /windowHours must be 24/],
    [
      'a batch API of Azure without a deployment of its own',
      { azure: { deployment: 'chat', apiVersion: '2024-10-21' }, batch: {} },
      /deployment of a batch type/,
    ],
  ])('[P10] is refused with %s', (_, wrong, reason) => {
    expect(() => withProvider(wrong)).toThrow(reason)
  })

  test('[P10] that is not JSON is refused with the place', () => {
    expect(() => parseModels('{"currency": }', 'models.json', noEndpoints)).toThrow(/models\.json is not JSON/)
  })

  test.each([
    [{ batch: {} }, { dialect: 'openai', priceShare: 0.5, windowHours: 24, mostRequests: 5000, lookEveryMs: 60_000 }],
    [
      { baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1/', batch: { windowHours: 72, model: 'qwen-max' } },
      {
        dialect: 'dashscope',
        baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
        windowHours: 72,
        model: 'qwen-max',
      },
    ],
    [
      { baseUrl: 'https://open.bigmodel.cn/api/paas/v4', batch: { priceShare: 0.4 } },
      { dialect: 'zhipu', priceShare: 0.4 },
    ],
    [
      {
        baseUrl: 'https://acme.openai.azure.com',
        azure: { deployment: 'chat', apiVersion: '2024-10-21' },
        batch: { model: 'chat-batch' },
      },
      { dialect: 'azure', baseUrl: 'https://acme.openai.azure.com/openai', model: 'chat-batch' },
    ],
  ])('says what the batch API of a provider is, and on which terms', (entry, api) => {
    expect(withProvider(entry).providers.at(-1)?.batch).toMatchObject(api)
  })

  test('has a JSON schema that says the same as the code', () => {
    expect(JSON.parse(read('data/models.schema.json'))).toEqual(z.toJSONSchema(modelsSchema, { io: 'input' }))
  })
})

describe('the rules of assessments', () => {
  test('have a JSON schema that says the same as the code', () => {
    expect(JSON.parse(read('data/assess.schema.json'))).toEqual(z.toJSONSchema(assessSchema, { io: 'input' }))
  })
})
