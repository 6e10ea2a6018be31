import { Router } from 'express'
import type { BudgetLimits } from '../../accounting/budgets/budget-limits.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import { principalOf, requireAdmin } from '../authenticate.ts'
import { publicBudget, publicBudgetReport } from '../public-budget.ts'
import { budgetKeySchema, budgetsSchema, budgetUnitSchema } from '../schemas.ts'
import { readBody, readPath, readQuery } from '../validate.ts'

/**
 * `GET /budgets` with what is spent, reserved and to be expected; `PUT /budgets` replaces the limits; `DELETE` takes one
 * away. `GET /budgets/own` tells everybody how their own stand.
 */
export function budgetRoutes(limits: BudgetLimits, catalogue: LiveValue<ModelCatalogue>): Router {
  const all = async () => ({
    budgets: (await limits.list()).map(publicBudgetReport),
    currency: catalogue.current().currency,
  })
  return Router()
    .get('/budgets', requireAdmin, async (_request, response) => {
      response.json(await all())
    })
    .put('/budgets', requireAdmin, async (request, response) => {
      await limits.replace(readBody(budgetsSchema, request).budgets, principalOf(response).id)
      response.json(await all())
    })
    .get('/budgets/own', async (_request, response) => {
      const own = await limits.own(principalOf(response))
      response.json({ budgets: own.map(publicBudget), currency: catalogue.current().currency })
    })
    .delete('/budgets/:kind/:id/:period', requireAdmin, async (request, response) => {
      const key = readPath(budgetKeySchema, request)
      await limits.remove({ ...key, ...readQuery(budgetUnitSchema, request) }, principalOf(response).id)
      response.status(204).end()
    })
}
