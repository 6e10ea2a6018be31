import { Router } from 'express'
import { toMicros } from '../../domain/money.ts'
import type { BudgetStore } from '../../ports/budget-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { requireAdmin } from '../authenticate.ts'
import { budgetsSchema } from '../schemas.ts'
import { readBody } from '../validate.ts'

/** `GET /budgets` with what is spent and reserved; `PUT /budgets` replaces the limits. */
export function budgetRoutes(budgets: BudgetStore, clock: Clock): Router {
  return Router()
    .get('/budgets', requireAdmin, async (_request, response) => {
      response.json({ budgets: await budgets.budgets(clock()) })
    })
    .put('/budgets', requireAdmin, async (request, response) => {
      const wanted = readBody(budgetsSchema, request).budgets
      await budgets.setBudgets(wanted.map((budget) => ({ ...budget, limitMicros: toMicros(budget.limitMicros) })))
      response.json({ budgets: await budgets.budgets(clock()) })
    })
}
