import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { OwnBudget } from './api.ts'
import { usePage } from './page-context.ts'

/**
 * Tells the reader that a budget of their own runs low. Looked up again after each answer.
 *
 * @param answers how many there are
 */
export function BudgetNotice({ answers }: { readonly answers: number }): JSX.Element | null {
  const { texts } = usePage()
  const low = useLowBudget(answers)
  if (low === undefined) return null
  const { period, usedPercent } = low
  return (
    <p class="budget-notice" role="status">
      {usedPercent >= 100 ? texts.budget.usedUp(period) : texts.budget.low(period, usedPercent)}
    </p>
  )
}

/** The one of which the most is used. */
function useLowBudget(answers: number): OwnBudget | undefined {
  const { api, notice } = usePage()
  const [budgets, setBudgets] = useState<readonly OwnBudget[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    api.ownBudgets(leaving.signal).then(setBudgets, (thrown: unknown) => {
      if (!leaving.signal.aborted) notice(thrown)
    })
    return () => leaving.abort()
  }, [answers, api, notice])
  return budgets
    .filter(({ reachedPercent, usedPercent }) => reachedPercent !== undefined || usedPercent >= 100)
    .toSorted((a, b) => b.usedPercent - a.usedPercent)
    .at(0)
}
