import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { toMicros } from '../../../src/domain/money.ts'
import { type ScriptedService, startScriptedService } from '../../support/service/scripted-service.ts'
import { callWith, eventWith } from '../../contract/settlements.ts'

describe('budgets over HTTP', () => {
  let service: ScriptedService
  let key: { readonly id: string; readonly secret: string }

  beforeAll(async () => {
    service = await startScriptedService('dist/web')
    const created = await call('POST', 'keys', { name: 'desk', groups: ['everyone'] })
    key = created.body as typeof key
  })

  beforeEach(() => service.records.budgets.setBudgets([]))

  afterAll(() => service.close())

  async function call(method: string, path: string, body?: unknown, token = service.adminToken) {
    const response = await fetch(`${service.address}/api/v1/${path}`, {
      method,
      headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
  }

  async function spend(costMicros: number): Promise<void> {
    await service.records.journal.settle({
      principalId: `key:${key.id}`,
      entries: [
        callWith({
          id: crypto.randomUUID(),
          at: Date.now(),
          principalId: `key:${key.id}`,
          costMicros: toMicros(costMicros),
        }),
      ],
      event: eventWith({ at: Date.now() }),
      reservations: [],
    })
  }

  test('limits are set with defaults, and read with what is used of them', async () => {
    await call('PUT', 'budgets', {
      budgets: [
        { kind: 'organisation', id: '*', period: 'month', limitMicros: 5_000_000 },
        { kind: 'key', id: key.id, period: 'day', limitMicros: 1000, warnAt: [90, 50, 50], whenExhausted: 'stop' },
        { kind: 'team', id: '法务部', period: 'day', limitTokens: 2_000_000 },
        { kind: 'user', id: 'u', period: 'day', limitMicros: 9, cheaperFrom: 70 },
      ],
    })
    await spend(600)

    const { status, body } = await call('GET', 'budgets')

    expect(status).toBe(200)
    expect(body).toMatchObject({
      currency: 'USD',
      budgets: [
        {
          kind: 'key',
          id: key.id,
          period: 'day',
          unit: 'money',
          limitMicros: 1000,
          spentMicros: 600,
          reservedMicros: 0,
          usedPercent: 60,
          reachedPercent: 50,
          warnAt: [50, 90],
          whenExhausted: 'stop',
        },
        { kind: 'organisation', id: '*', limitMicros: 5_000_000, warnAt: [80], whenExhausted: 'cheaper' },
        { kind: 'team', id: '法务部', unit: 'tokens', limitTokens: 2_000_000, spentTokens: 0 },
        { kind: 'user', id: 'u', whenExhausted: 'cheaper', cheaperFrom: 70 },
      ],
    })
  })

  test.each([
    ['a limit below zero', { kind: 'team', id: 'a', period: 'day', limitMicros: -1 }],
    ['a limit in both units', { kind: 'team', id: 'a', period: 'day', limitMicros: 1, limitTokens: 1 }],
    ['no limit', { kind: 'team', id: 'a', period: 'day' }],
    ['a kind that is none', { kind: 'robot', id: 'a', period: 'day', limitMicros: 1 }],
    ['a team without a name', { kind: 'team', period: 'day', limitMicros: 1 }],
    ['a share above all', { kind: 'team', id: 'a', period: 'day', limitMicros: 1, warnAt: [101] }],
    ['a share of no limit in money', { kind: 'team', id: 'a', period: 'day', limitTokens: 1, cheaperFrom: 80 }],
    ['a policy that is none', { kind: 'team', id: 'a', period: 'day', limitMicros: 1, whenExhausted: 'beg' }],
  ])('%s is refused and changes nothing', async (_, budget) => {
    await call('PUT', 'budgets', { budgets: [{ kind: 'user', id: 'u', period: 'day', limitMicros: 7 }] })
    const refused = await call('PUT', 'budgets', { budgets: [budget] })

    expect(refused).toMatchObject({ status: 400, body: { code: 'bad-request' } })
    expect((await call('GET', 'budgets')).body).toMatchObject({ budgets: [{ id: 'u', limitMicros: 7 }] })
  })

  test('the same limit twice is refused and changes nothing', async () => {
    const twice = { kind: 'user', id: 'u', period: 'day', limitMicros: 7 }
    expect(await call('PUT', 'budgets', { budgets: [twice, { ...twice, limitMicros: 8 }] })).toMatchObject({
      status: 400,
      body: { code: 'bad-request' },
    })
    expect((await call('GET', 'budgets')).body['budgets']).toEqual([])
  })

  test('a limit is taken away, and only one that is there', async () => {
    await call('PUT', 'budgets', { budgets: [{ kind: 'organisation', period: 'month', limitTokens: 9 }] })

    expect((await call('DELETE', 'budgets/organisation/*/month')).status).toBe(404)
    expect((await call('DELETE', 'budgets/organisation/*/month?unit=tokens')).status).toBe(204)
    expect((await call('DELETE', 'budgets/organisation/*/year')).status).toBe(400)
    expect((await call('GET', 'budgets')).body['budgets']).toEqual([])
  })

  test('others than administrators see their own limits alone, and set none', async () => {
    await call('PUT', 'budgets', {
      budgets: [
        { kind: 'key', id: key.id, period: 'month', limitMicros: 10_000 },
        { kind: 'organisation', period: 'month', limitMicros: 10_000 },
      ],
    })

    expect((await call('GET', 'budgets', undefined, key.secret)).status).toBe(403)
    expect((await call('PUT', 'budgets', { budgets: [] }, key.secret)).status).toBe(403)
    expect((await call('DELETE', `budgets/key/${key.id}/month`, undefined, key.secret)).status).toBe(403)
    expect((await call('GET', 'budgets/own', undefined, key.secret)).body['budgets']).toMatchObject([
      { kind: 'key', limitMicros: 10_000 },
    ])
  })

  test('changes are audited with who made them', async () => {
    const before = (await service.records.auditLog.records(0, 1000)).length
    await call('PUT', 'budgets', { budgets: [{ kind: 'user', id: 'u', period: 'day', limitMicros: 7 }] })
    await call('PUT', 'budgets', { budgets: [{ kind: 'user', id: 'u', period: 'day', limitMicros: 7 }] })
    await call('PUT', 'budgets', { budgets: [] })

    expect(
      (await service.records.auditLog.records(before, 10)).map(({ action, actor, subject }) => [
        action,
        actor,
        subject,
      ]),
    ).toEqual([
      ['budget.changed', 'admin', 'user u'],
      ['budget.removed', 'admin', 'user u'],
    ])
  })
})
