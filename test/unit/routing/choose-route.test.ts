import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePolicy } from '../../../src/config/policy-file.ts'
import { classifications } from '../../../src/domain/access/classification.ts'
import type { ModelProvider } from '../../../src/domain/routing/model-catalogue.ts'
import { toMicros } from '../../../src/domain/money.ts'
import { chooseRoute, type RoutingFacts } from '../../../src/routing/choose-route.ts'
import { providerOf } from '../../support/providers.ts'
import { repositoryRoot } from '../../support/source-files.ts'

const policy = parsePolicy(readFileSync(join(repositoryRoot, 'data/policy.json'), 'utf8'), 'policy.json')
const onPrem = providerOf('on-prem', { name: 'gpu' })
const cloud = providerOf('cloud', { name: 'cloud' })

const facts = (
  over: Partial<RoutingFacts> = {},
  providers: readonly ModelProvider[] = [cloud, onPrem],
): RoutingFacts => ({
  policy,
  catalogue: { currency: 'USD', providers, prices: [], hardFrom: 0.5, baselineModel: 'gpt-4o' },
  classification: 'internal',
  onPremOnlyKinds: [],
  redacted: true,
  promptTokens: 1000,
  difficulty: { probability: 0.1, nearest: [] },
  allows: () => true,
  isFull: () => false,
  at: Date.parse('2026-07-06T10:00Z'),
  healthOf: () => ({ calls: 0, failures: 0, firstWordMs: undefined, score: 1 }),
  costOf: () => undefined,
  ...over,
})
const tiersOf = (given: RoutingFacts) => chooseRoute(given).candidates.map(({ tier }) => tier)

describe('the route', () => {
  test('leads a simple question to the premises first and to the cloud when that fails', () => {
    const plan = chooseRoute(facts())
    expect(plan.candidates.map(({ tier }) => tier)).toEqual(['on-prem', 'cloud'])
    expect(plan.reasons).toContainEqual({ code: 'simple-question', detail: '0.10' })
  })

  test('leads a hard question to a strong model first, as far as the rules allow', () => {
    const hard = { difficulty: { probability: 0.8, nearest: [] } }
    expect(tiersOf(facts(hard))).toEqual(['cloud', 'on-prem'])
    expect(chooseRoute(facts(hard)).reasons).toContainEqual({ code: 'hard-question', detail: '0.80' })
    expect(tiersOf(facts({ ...hard, classification: 'restricted' }))).toEqual(['on-prem'])
  })

  test('leads a hard question to the cheapest first while a budget is low, and says so', () => {
    const cheap = providerOf('cloud', { name: 'cheap', strong: false })
    const strong = providerOf('on-prem', { name: 'strong', strong: true })
    const costOf = ({ name }: ModelProvider) => toMicros(name === 'cheap' ? 100 : 300)
    const hard = { costOf, difficulty: { probability: 0.8, nearest: [] } }
    const lowBudget = 'team budget of the month at 83 %'

    expect(chooseRoute(facts(hard, [strong, cheap])).candidates.map(({ name }) => name)).toEqual(['strong', 'cheap'])
    const saving = chooseRoute(facts({ ...hard, lowBudget }, [strong, cheap]))
    expect(saving.candidates.map(({ name }) => name)).toEqual(['cheap', 'strong'])
    expect(saving.reasons).toContainEqual({ code: 'budget-low', detail: lowBudget })
  })

  test('asks the cheapest for its weight first among models as strong, and one without a price last', () => {
    const dear = providerOf('on-prem', { name: 'dear' })
    const unpriced = providerOf('on-prem', { name: 'unpriced' })
    const cheap = providerOf('cloud', { name: 'cheap', strong: false })
    const prices: Readonly<Record<string, number>> = { dear: 300, cheap: 200 }
    const costOf = ({ name }: ModelProvider) => {
      const price = prices[name]
      return price === undefined ? undefined : toMicros(price)
    }
    const namesOf = (providers: readonly ModelProvider[]) =>
      chooseRoute(facts({ costOf }, providers)).candidates.map(({ name }) => name)

    expect(namesOf([unpriced, dear, cheap])).toEqual(['cheap', 'dear', 'unpriced'])
    expect(namesOf([cheap, { ...dear, weight: 2 }])).toEqual(['dear', 'cheap'])
  })

  test('asks a model that fails or dawdles after others of about its price, and says so', () => {
    const [unsteady, steady] = ['unsteady', 'steady'].map((name) => providerOf('on-prem', { name }))
    const providers = [unsteady, steady].filter((provider) => provider !== undefined)
    const healthOf = ({ name }: Pick<ModelProvider, 'name'>) =>
      name === 'unsteady'
        ? { calls: 4, failures: 2, firstWordMs: 800, score: 0.67 }
        : { calls: 4, failures: 0, firstWordMs: 800, score: 1 }
    const planFor = (prices: Readonly<Record<string, number>>) =>
      chooseRoute(facts({ healthOf, costOf: ({ name }) => toMicros(prices[name] ?? 0) }, providers))

    const equal = planFor({ unsteady: 100, steady: 100 })
    expect(equal.candidates.map(({ name }) => name)).toEqual(['steady', 'unsteady'])
    expect(equal.reasons).toContainEqual({
      code: 'poor-health',
      detail: 'unsteady: 2 of 4 calls failed, first word after 0.8 s',
    })
    expect(planFor({}).candidates[0]?.name).toBe('steady')
    const cheaper = planFor({ unsteady: 50, steady: 100 })
    expect(cheaper.candidates[0]?.name).toBe('unsteady')
    expect(cheaper.reasons.map(({ code }) => code)).not.toContain('poor-health')
  })

  test('[P3] never leads restricted text to the cloud, whatever else is allowed or missing', () => {
    expect(tiersOf(facts({ classification: 'restricted' }))).toEqual(['on-prem'])
    expect(tiersOf(facts({ classification: 'restricted' }, [cloud]))).toEqual([])
    expect(tiersOf(facts({ classification: 'restricted', allows: ({ name }) => name !== 'gpu' }))).toEqual([])
  })

  test('[P3] keeps a question with an on-prem-only value in the house', () => {
    const plan = chooseRoute(facts({ onPremOnlyKinds: ['RESIDENT_ID_CN'] }))
    expect(plan.candidates).toEqual([onPrem])
    expect(plan.reasons).toContainEqual({ code: 'kinds-forbid-cloud', detail: 'RESIDENT_ID_CN' })
  })

  test('[P1] leads nowhere when redaction failed', () => {
    expect(tiersOf(facts({ redacted: false }))).toEqual([])
  })

  test('passes over a provider whose context is too small or whose circuit is open, and says so', () => {
    const small = { ...onPrem, contextTokens: 1200 }
    const plan = chooseRoute(facts({ allows: ({ name }) => name !== 'cloud' }, [small, cloud]))
    expect(plan.candidates).toEqual([])
    expect(plan.reasons.filter(({ code }) => code === 'provider-failed')).toHaveLength(2)
    expect(plan.reasons).toContainEqual({ code: 'no-provider-left' })
  })

  test('puts a model first whose reply is there, whatever its hours, its health or its price, and never past the policy', () => {
    const hours = [{ days: ['mon' as const], from: '08:00', to: '18:00' }]
    const closed = { ...cloud, schedule: { timeZone: 'UTC', hours } }
    const at = Date.parse('2026-07-05T12:00Z')
    const over = { at, replied: 'cloud', allows: () => false, isFull: () => true }

    expect(chooseRoute(facts(over, [closed])).candidates).toEqual([closed])
    expect(chooseRoute(facts({ at, replied: 'cloud' }, [onPrem, closed])).candidates).toEqual([closed, onPrem])
    expect(chooseRoute(facts({ ...over, classification: 'restricted' }, [closed])).candidates).toEqual([])
  })

  test('asks a model only within its hours, and none that has too much to do, and says so', () => {
    const hours = [{ days: ['mon' as const], from: '08:00', to: '18:00' }]
    const big = { ...onPrem, name: 'big', schedule: { timeZone: 'UTC', hours } }
    const planAt = (at: string, over: Partial<RoutingFacts> = {}) =>
      chooseRoute(facts({ at: Date.parse(at), ...over }, [big, cloud]))

    expect(planAt('2026-07-06T17:59Z').candidates.map(({ name }) => name)).toEqual(['big', 'cloud'])
    const late = planAt('2026-07-06T18:00Z')
    expect(late.candidates).toEqual([cloud])
    expect(late.reasons).toContainEqual({ code: 'outside-schedule', detail: 'big' })
    const busy = planAt('2026-07-06T12:00Z', { isFull: ({ name }) => name === 'big' })
    expect(busy.candidates).toEqual([cloud])
    expect(busy.reasons).toContainEqual({ code: 'provider-busy', detail: 'big' })
  })

  test('names a reason for every classification', () => {
    for (const classification of classifications)
      expect(chooseRoute(facts({ classification })).reasons.length).toBeGreaterThan(0)
  })
})
