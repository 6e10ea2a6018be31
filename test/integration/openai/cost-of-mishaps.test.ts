import { expect, test } from '@jest/globals'
import { askWithMishaps } from '../../support/cost/ask-with-mishaps.ts'
import { mishaps } from '../../support/cost/mishaps.ts'
import { recordAdapters } from '../../support/databases.ts'

test.each(recordAdapters.slice(0, 2))(
  '[P5] the ledger equals the bill of the models to the micro, whatever happens to the answers: $name',
  async ({ open }) => {
    const opened = await open(() => Date.parse('2026-06-01'))

    const { bill, totals, reservedMicros, spentMicros, went, outcomes } = await askWithMishaps(opened.records, {
      questions: 120,
      seed: 6,
      atOnce: 12,
    })

    const booked = totals.filter(({ group }) => bill.has(group))
    expect(
      new Map(
        booked.map(({ group, calls, promptTokens, completionTokens, costMicros }) => [
          group,
          { requests: calls, promptTokens, completionTokens, micros: costMicros },
        ]),
      ),
    ).toEqual(new Map([...bill].toSorted(([a], [b]) => a.localeCompare(b))))
    expect(spentMicros).toBe([...bill.values()].reduce((sum, { micros }) => sum + micros, 0))
    expect(reservedMicros).toBe(0)
    expect(went.size).toBe(mishaps.length)
    expect([...outcomes.keys()].toSorted()).toEqual([
      'answered',
      'asked-beside',
      'cancelled',
      'continued',
      'model-unavailable',
      'provider-failed',
      'remembered',
      'time-limit',
    ])
    await opened.close()
  },
)
