import { describe, expect, test } from '@jest/globals'
import { createPrometheusMeter } from '../../../../src/adapters/system/prometheus-meter.ts'

const labels = { tier: 'on-prem', model: 'qwen "3"' }

describe('counts of several processes', () => {
  test('add up to what one would have counted', () => {
    const one = createPrometheusMeter()
    const all = createPrometheusMeter()
    const others = [createPrometheusMeter(), createPrometheusMeter()]
    for (const meter of [one, ...others]) {
      meter.count('lorekeep_model_calls_total', labels)
      meter.count('lorekeep_cost_micros_total', labels, 25)
    }
    one.count('lorekeep_model_calls_total', labels)
    one.count('lorekeep_cost_micros_total', labels, 25)
    for (const meter of others) all.add(meter.take())

    expect(all.exposition()).toBe(one.exposition())
    expect(all.exposition()).toContain('lorekeep_cost_micros_total{model="qwen \\"3\\"",tier="on-prem"} 50')
  })

  test('are handed over once', () => {
    const meter = createPrometheusMeter()
    meter.count('lorekeep_model_calls_total', labels)
    expect(meter.take()).toHaveLength(1)
    expect(meter.take()).toEqual([])
  })
})
