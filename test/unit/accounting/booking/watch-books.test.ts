import { beforeEach, describe, expect, test } from '@jest/globals'
import { countDifference } from '../../../../src/accounting/booking/count-difference.ts'
import { createWatchBooks, type WatchBooks } from '../../../../src/accounting/booking/watch-books.ts'
import { createPrometheusMeter, type PrometheusMeter } from '../../../../src/adapters/system/prometheus-meter.ts'
import type { AuditEvent } from '../../../../src/domain/audit/audit-record.ts'
import { toMicros } from '../../../../src/domain/money.ts'
import type { TokenUsage } from '../../../../src/domain/accounting/usage.ts'
import { callWith, questionWith } from '../../../contract/settlements.ts'

const usageOf = (promptTokens: number, completionTokens: number, reasoningTokens = 0): TokenUsage => ({
  promptTokens,
  completionTokens,
  reasoningTokens,
  cachedTokens: 0,
  estimated: false,
})

describe('a count by a provider', () => {
  test.each([
    ['the same', usageOf(1000, 200), usageOf(1000, 200), undefined],
    ['within five percent', usageOf(1050, 210), usageOf(1000, 200), undefined],
    ['a few tokens of a short text', usageOf(30, 16), usageOf(16, 4), undefined],
    ['a longer prompt', usageOf(1060, 200), usageOf(1000, 200), { prompt: 0.06, completion: 0 }],
    ['a shorter completion', usageOf(1000, 150), usageOf(1000, 200), { prompt: 0, completion: -0.25 }],
    ['thoughts that were not sent', usageOf(1000, 700, 500), usageOf(1000, 200), undefined],
    ['thoughts that were sent', usageOf(1000, 700, 500), usageOf(1000, 700, 480), undefined],
  ])('beside ours: %s', (_, reported, own, expected) => {
    expect(countDifference(reported, own)).toEqual(expected)
  })
})

describe('what was booked', () => {
  let now: number
  let meter: PrometheusMeter
  let watch: WatchBooks
  let events: string[]
  let trail: AuditEvent[]

  beforeEach(() => {
    now = 0
    events = []
    trail = []
    meter = createPrometheusMeter()
    const write = (event: string) => void events.push(event)
    watch = createWatchBooks({
      log: { debug: write, info: write, warn: write, error: write },
      meter,
      audit: {
        append: async (event) => void trail.push(event),
        records: async () => [],
        verify: async () => ({ records: 0 }),
      },
      clock: () => now,
    })
  })

  test('raises an alarm where there is no price, which every counter and one notice an hour tells', async () => {
    const unpriced = { entry: callWith({ id: 'c1', unpriced: true }) }
    await watch([unpriced])
    await watch([unpriced])
    now = 60 * 60 * 1000
    await watch([unpriced])

    expect(events).toEqual(['ledger.price-unknown', 'ledger.price-unknown', 'ledger.price-unknown'])
    expect(trail.map(({ at, action, details }) => [at, action, details['alarm']])).toEqual([
      [0, 'ledger.alarm', 'price-unknown'],
      [now, 'ledger.alarm', 'price-unknown'],
    ])
    expect(meter.exposition()).toContain(
      'lorekeep_ledger_alarms_total{alarm="price-unknown",model="gpt-large",provider="openai"} 3\n',
    )
  })

  test('raises an alarm where reported and own counts differ, with both', async () => {
    await watch([
      { entry: callWith({ id: 'c1', usage: usageOf(1200, 50) }), own: { usage: usageOf(1000, 50), isExact: true } },
    ])

    expect(events).toEqual(['ledger.counts-differ'])
    expect(trail[0]?.details).toMatchObject({
      prompt: 0.2,
      reported: { prompt: 1200, completion: 50 },
      counted: { prompt: 1000, completion: 50 },
    })
  })

  test('raises no alarm where counts differ and the tokenizer is not ours, and says that there the count is an estimate', async () => {
    await watch([
      { entry: callWith({ id: 'c1', usage: usageOf(1200, 50) }), own: { usage: usageOf(1000, 50), isExact: false } },
      { entry: callWith({ id: 'c2', usage: usageOf(1000, 50) }), own: { usage: usageOf(1000, 50), isExact: true } },
    ])

    expect([events, trail]).toEqual([[], []])
    const labels = 'model="gpt-large",provider="openai"'
    const lines = meter.exposition().split('\n')
    expect(lines).toContain(`lorekeep_token_counts_total{${labels},result="estimate"} 1`)
    expect(lines).toContain(`lorekeep_token_counts_total{${labels},result="agrees"} 1`)
  })

  test('raises no alarm where all is well', async () => {
    await watch([{ entry: callWith({ id: 'c1' }) }, { entry: questionWith({ id: 'q1' }) }])

    expect([events, trail]).toEqual([[], []])
  })

  test('is counted: tokens by kind add up, cost by model, questions by their end', async () => {
    await watch([
      { entry: callWith({ id: 'c1', purpose: 'rewrite' }) },
      { entry: callWith({ id: 'c2' }) },
      {
        entry: questionWith({
          id: 'q1',
          cache: 'hit',
          saved: { ...questionWith({ id: '' }).saved, cache: toMicros(9) },
        }),
      },
    ])

    const lines = meter.exposition().split('\n')
    const labels = 'model="gpt-large",provider="openai",tier="cloud"'
    expect(lines).toEqual(
      expect.arrayContaining([
        `lorekeep_tokens_total{kind="input",${labels}} 1800`,
        `lorekeep_tokens_total{kind="cached_input",${labels}} 200`,
        `lorekeep_tokens_total{kind="output",${labels}} 80`,
        `lorekeep_tokens_total{kind="reasoning",${labels}} 20`,
        `lorekeep_cost_micros_total{currency="USD",${labels}} 600`,
        'lorekeep_questions_total{cache="hit",outcome="answered",tier="cloud"} 1',
        'lorekeep_saved_micros{by="cache",currency="USD"} 9',
      ]),
    )
  })

  test('has labels that cannot break a line', () => {
    meter.count('lorekeep_model_calls_total', { model: 'a"b\\c\nd' })
    expect(meter.exposition()).toContain('lorekeep_model_calls_total{model="a\\"b\\\\c\\nd"} 1\n')
  })
})
