import { expect, test } from '@jest/globals'
import { createMemoryRecords } from '../../../../src/adapters/memory/memory-records.ts'
import { createFindLowBudget } from '../../../../src/accounting/budgets/low-budget.ts'
import type { Budget } from '../../../../src/domain/accounting/budget.ts'

const now = Date.UTC(2026, 5, 1)
const ada = { id: 'user:ada', kind: 'user', name: 'Ada', team: 'legal', groups: [] } as const
const terms = { period: 'month', unit: 'money', warnAt: [80], whenExhausted: 'cheaper' } as const

/** With so much reserved of everybody's budgets. */
async function lowest(micros: number, budgets: readonly Budget[]) {
  const records = createMemoryRecords(() => now)
  await records.budgets.setBudgets(budgets)
  const subjects = budgets.map(({ kind, id }) => ({ kind, id }))
  await records.budgets.reserve({ answerId: 'a', subjects, micros, tokens: 0, at: now, expiresAt: now + 1000 })
  return createFindLowBudget(records.budgets, () => now)(ada)
}

const team = { ...terms, kind: 'team', id: 'legal', limit: 1000, cheaperFrom: 70 } as const

test('a budget is low from its share on, and not before', async () => {
  expect(await lowest(699, [team])).toBeUndefined()
  expect(await lowest(700, [team])).toMatchObject({ kind: 'team', period: 'month', percent: 70 })
})

test('one that names no share, or is somebody else’s, is never low', async () => {
  const { cheaperFrom: _, ...hard } = team
  expect(await lowest(1000, [hard])).toBeUndefined()
  expect(await lowest(1000, [{ ...team, id: 'sales' }])).toBeUndefined()
})

test('of several that are low, the fullest is named', async () => {
  const own = { ...team, kind: 'user', id: 'user:ada', limit: 900 } as const
  expect(await lowest(800, [team, own])).toMatchObject({ kind: 'user', percent: 88 })
})
