import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { nothingSaved } from '../../src/accounting/savings/split-saving.ts'
import type { LedgerEntry, UsageGrouping, UsageTotal } from '../../src/domain/accounting/ledger-entry.ts'
import { toMicros, zeroMicros } from '../../src/domain/money.ts'
import type { AnswerJournal } from '../../src/ports/answer-journal.ts'
import type { Ledger } from '../../src/ports/ledger.ts'
import { callWith, eventWith, noon, questionWith } from './settlements.ts'

export interface OpenLedger {
  readonly records: { readonly journal: AnswerJournal; readonly ledger: Ledger }
  close(): Promise<void>
}

const dayMs = 86_400_000
const midnight = Date.UTC(2024, 4, 15)

/** What every ledger does with what settlements booked. */
export function ledgerContract(open: () => Promise<OpenLedger>): void {
  let opened: OpenLedger

  beforeEach(async () => {
    opened = await open()
  })

  afterEach(() => opened.close())

  async function book(...entries: readonly LedgerEntry[]): Promise<void> {
    await opened.records.journal.settle({ principalId: 'user:ada', entries, event: eventWith(), reservations: [] })
  }

  function totals(groupBy: UsageGrouping, limits: { from?: number; to?: number; principalId?: string } = {}) {
    return opened.records.ledger.totals({ from: 0, to: noon * 2, groupBy, ...limits })
  }

  async function groups(groupBy: UsageGrouping): Promise<readonly (readonly [string, number])[]> {
    return (await totals(groupBy)).map((total) => [total.group, total.calls] as const)
  }

  test('tokens and cost come from calls, counts and the baseline from questions', async () => {
    await book(
      callWith({ id: 'c1' }),
      callWith({ id: 'c2', unpriced: true, outcome: 'failed' }),
      questionWith({ id: 'q1', answerId: 'a1', outcome: 'answered', costMicros: toMicros(600) }),
      questionWith({
        id: 'q2',
        answerId: 'a2',
        outcome: 'answered',
        cache: 'hit',
        saved: { ...nothingSaved, cache: toMicros(900), prices: toMicros(-4) },
      }),
      questionWith({ id: 'q3', answerId: 'a3', outcome: 'abstained' }),
      questionWith({ id: 'q4', answerId: 'a4', outcome: 'blocked' }),
      questionWith({ id: 'q5', answerId: 'a5', outcome: 'failed' }),
    )

    const expected: UsageTotal = {
      group: '2024-05-15',
      questions: 5,
      answered: 2,
      abstained: 1,
      blocked: 1,
      cacheHits: 1,
      calls: 2,
      promptTokens: 2000,
      cachedTokens: 200,
      completionTokens: 100,
      reasoningTokens: 20,
      costMicros: toMicros(600),
      baselineMicros: toMicros(4500),
      savedByCacheMicros: toMicros(900),
      savedByRoutingMicros: zeroMicros,
      savedByCompressionMicros: zeroMicros,
      savedByBatchMicros: zeroMicros,
      savedByPricesMicros: toMicros(-4),
      estimatedCalls: 0,
      unpricedCalls: 1,
    }
    expect(await totals('day')).toEqual([expected])
  })

  test('days are those of UTC, from midnight to midnight', async () => {
    await book(
      callWith({ id: 'c1', at: midnight - 1 }),
      callWith({ id: 'c2', at: midnight }),
      callWith({ id: 'c3', at: midnight + dayMs - 1 }),
      callWith({ id: 'c4', at: midnight + dayMs }),
    )

    expect(await groups('day')).toEqual([
      ['2024-05-14', 1],
      ['2024-05-15', 2],
      ['2024-05-16', 1],
    ])
  })

  test('users, teams, models, tiers and sources are told apart, in order', async () => {
    const { team: _team, ...teamless } = callWith({ id: 'c3', principalId: 'key:7', tier: 'on-prem', model: 'qwen' })
    await book(callWith({ id: 'c1' }), callWith({ id: 'c2', team: 'sales', source: 'handbook' }), teamless)

    expect(await groups('user')).toEqual([
      ['key:7', 1],
      ['user:ada', 2],
    ])
    expect(await groups('team')).toEqual([
      ['', 1],
      ['legal', 1],
      ['sales', 1],
    ])
    expect(await groups('model')).toEqual([
      ['gpt-large', 2],
      ['qwen', 1],
    ])
    expect(await groups('tier')).toEqual([
      ['cloud', 2],
      ['on-prem', 1],
    ])
    expect(await groups('source')).toEqual([
      ['', 2],
      ['handbook', 1],
    ])
  })

  test('purposes are told apart, and questions from calls', async () => {
    await book(
      callWith({ id: 'c1' }),
      callWith({ id: 'c2', purpose: 'answer' }),
      callWith({ id: 'c3', purpose: 'rewrite' }),
      callWith({ id: 'c4', purpose: 'embed' }),
      callWith({ id: 'c5', purpose: 'rerank' }),
      questionWith({ id: 'q1', outcome: 'answered' }),
    )

    expect((await totals('purpose')).map(({ group, calls, questions }) => [group, calls, questions])).toEqual([
      ['embed', 1, 0],
      ['generate', 2, 0],
      ['question', 0, 1],
      ['rerank', 1, 0],
      ['rewrite', 1, 0],
    ])
  })

  test('a time span includes its start and not its end', async () => {
    await book(callWith({ id: 'c1', at: noon }), callWith({ id: 'c2', at: noon + 10 }))

    expect(await totals('tier', { from: noon, to: noon + 10 })).toMatchObject([{ calls: 1 }])
    expect(await totals('tier', { from: noon + 11, to: noon + 20 })).toEqual([])
  })

  test('a person sees what they used themselves', async () => {
    await book(callWith({ id: 'c1' }), callWith({ id: 'c2', principalId: 'user:eve', costMicros: toMicros(7) }))

    expect(await totals('day', { principalId: 'user:eve' })).toMatchObject([{ calls: 1, costMicros: 7 }])
  })

  test('sums of money are exact far beyond what 32 bits hold', async () => {
    await book(
      callWith({ id: 'c1', costMicros: toMicros(9_007_199_254_740_900) }),
      callWith({ id: 'c2', costMicros: toMicros(91) }),
    )

    expect((await totals('tier'))[0]?.costMicros).toBe(9_007_199_254_740_991)
  })

  test('a sum that would not be exact is an error, never a wrong amount', async () => {
    await book(callWith({ id: 'c1', costMicros: toMicros(Number.MAX_SAFE_INTEGER) }))
    await book(callWith({ id: 'c2', costMicros: toMicros(2) }))

    await expect(totals('tier')).rejects.toThrow(RangeError)
  })

  test('what calls cost is told day by day, for the organisation, a team or a user', async () => {
    await book(
      callWith({ id: 'c1', at: midnight, costMicros: toMicros(5) }),
      callWith({ id: 'c2', at: noon, costMicros: toMicros(2), principalId: 'user:eve', team: 'sales' }),
      callWith({ id: 'c3', at: midnight + 2 * dayMs, costMicros: toMicros(1) }),
      questionWith({ id: 'q1', costMicros: toMicros(8) }),
    )
    const { ledger } = opened.records

    expect(await ledger.spending({ kind: 'organisation', id: '*' }, midnight)).toEqual([
      { day: midnight, micros: 7, tokens: 2100 },
      { day: midnight + 2 * dayMs, micros: 1, tokens: 1050 },
    ])
    expect(await ledger.spending({ kind: 'user', id: 'user:eve' }, midnight)).toEqual([
      { day: midnight, micros: 2, tokens: 1050 },
    ])
    expect(await ledger.spending({ kind: 'team', id: 'legal' }, midnight + dayMs)).toEqual([
      { day: midnight + 2 * dayMs, micros: 1, tokens: 1050 },
    ])
  })

  test('free calls are counted with a cost of zero', async () => {
    await book(callWith({ id: 'c1', costMicros: zeroMicros }))

    expect(await totals('tier')).toMatchObject([{ calls: 1, costMicros: 0 }])
  })
}
