import { describe, expect, test } from '@jest/globals'
import type { ExhaustionPolicy } from '../../../src/domain/accounting/budget.ts'
import { createAsking } from '../../support/asking.ts'
import { fakeChatModels, replying } from '../../support/models/fake-chat-model.ts'
import { passageOf } from '../../support/passages.ts'
import { policyWith } from '../../support/policies.ts'
import { providerOf } from '../../support/providers.ts'

/** A limit in tokens tells the candidates apart by the length of their replies. */
async function setUp(whenExhausted: ExhaustionPolicy, limit = 600) {
  const { models, requests } = fakeChatModels({
    'cloud': replying('Full-time employees get 27 days [1].'),
    'on-prem': replying('Full-time employees get 27 days [1].'),
  })
  const asking = createAsking({
    policy: policyWith(),
    providers: [
      // A simple question goes to those that are not strong first.
      providerOf('cloud', { maxOutputTokens: 4000, strong: false }),
      providerOf('on-prem', { maxOutputTokens: 100, strong: true }),
    ],
    models,
    passages: () => [passageOf('Full-time employees get 27 days of leave.')],
  })
  await asking.records.budgets.setBudgets([
    { kind: 'user', id: 'user:ada', period: 'month', unit: 'tokens', limit, warnAt: [80], whenExhausted },
  ])
  return { ...asking, requests }
}

describe('a question that a budget has no room for', () => {
  test('is stopped where the budget wants that, in its language, and booked', async () => {
    const { ask, records, requests } = await setUp('stop', 10)

    await expect(ask('How many days of leave do I get?')).rejects.toMatchObject({
      code: 'budget-exhausted',
      message: 'The budget of your account for this month has no room for this question.',
      hint: expect.stringContaining('next month') as unknown,
    })
    await expect(ask('年假有多少天？')).rejects.toMatchObject({
      message: expect.stringMatching(/^您的账户本月的预算/) as unknown,
    })
    expect(requests).toEqual([])
    expect((await records.auditLog.records(0, 10)).map(({ action }) => action)).toEqual([
      'budget.warning',
      'question.failed',
      'question.failed',
    ])
  })

  test.each(['extractive', 'cheaper'] as const)('is quoted an answer, and told why: %s', async (policy) => {
    const { ask, requests } = await setUp(policy, 10)
    const answer = await ask('How many days of leave do I get?')

    expect(answer).toMatchObject({ status: 'answered', route: { tier: 'extractive' } })
    const detail = expect.stringMatching(`^user budget of the month in tokens, at .*; then ${policy}$`) as unknown
    expect(answer.route.reasons).toEqual(expect.arrayContaining([{ code: 'budget-exhausted', detail }]))
    expect(requests).toEqual([])
  })

  test('goes to the cheaper model from a share of the budget on, before the limit', async () => {
    const routeAt = async (share: number) => {
      const { ask, records } = await setUp('cheaper')
      const terms = { kind: 'user', id: 'user:ada', period: 'month', unit: 'money', warnAt: [80] } as const
      await records.budgets.setBudgets([{ ...terms, limit: 1_000_000_000, whenExhausted: 'cheaper', cheaperFrom: 50 }])
      const micros = 10_000_000 * share
      const at = Date.parse('2026-06-01')
      const subjects = [{ kind: 'user', id: 'user:ada' } as const]
      await records.budgets.reserve({ answerId: 'x', subjects, micros, tokens: 0, at, expiresAt: at + 1000 })
      return (await ask('How many days of leave do I get?')).route.reasons
    }

    expect(await routeAt(49)).not.toContainEqual(expect.objectContaining({ code: 'budget-low' }))
    expect(await routeAt(50)).toContainEqual({ code: 'budget-low', detail: 'user budget of the month at 50 %' })
  })

  test('goes to who fits into what is left, and the explanation says so', async () => {
    const { ask, records } = await setUp('cheaper')
    const answer = await ask('How many days of leave do I get?')

    expect(answer.route).toMatchObject({ tier: 'on-prem' })
    const kept = await records.journal.get(answer.id)
    expect(kept?.explanation.route.reasons.map(({ code }) => code)).toContain('budget-exhausted')
  })
})
