import { Router } from 'express'
import { type ForecastParts, forecastUsage } from '../../accounting/outlook/forecast-usage.ts'
import { savingsOf } from '../../accounting/savings/savings.ts'
import { usageCsv } from '../../accounting/usage-csv.ts'
import type { UsageGrouping } from '../../domain/accounting/ledger-entry.ts'
import type { ModelCatalogue } from '../../domain/routing/model-catalogue.ts'
import { isAdmin, type Principal } from '../../domain/access/principal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { LiveValue } from '../../ports/live-value.ts'
import { principalOf } from '../authenticate.ts'
import { publicBudgetForecast } from '../public-budget.ts'
import { usageSchema } from '../schemas.ts'
import { readQuery } from '../validate.ts'

const dayMs = 24 * 60 * 60 * 1000
const daysByDefault = 30

interface UsageRouteParts extends ForecastParts {
  readonly catalogue: LiveValue<ModelCatalogue>
  readonly clock: Clock
}

/** `GET /usage`, `/usage/savings` and `/usage/forecast`: all of it for administrators, their own for others. */
export function usageRoutes(parts: UsageRouteParts): Router {
  const { ledger, catalogue, clock } = parts
  const read = async (
    principal: Principal,
    query: { from?: string | undefined; to?: string | undefined; by: UsageGrouping },
  ) => {
    const to = query.to === undefined ? clock() + 1 : Date.parse(query.to) + dayMs
    const from = query.from === undefined ? to - daysByDefault * dayMs : Date.parse(query.from)
    const totals = await ledger.totals({
      from,
      to,
      groupBy: query.by,
      ...(!isAdmin(principal) && { principalId: principal.id }),
    })
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), totals }
  }
  return Router()
    .get('/usage', async (request, response) => {
      const query = readQuery(usageSchema, request)
      const { from, to, totals } = await read(principalOf(response), query)
      if (query.format === 'csv') {
        response.type('text/csv').send(usageCsv(totals))
        return
      }
      const { currency } = catalogue.current()
      response.json({ from, to, by: query.by, currency, totals })
    })
    .get('/usage/savings', async (request, response) => {
      const { from, to, totals } = await read(principalOf(response), readQuery(usageSchema, request))
      const { currency, baselineModel } = catalogue.current()
      response.json({ from, to, ...savingsOf(totals), currency, baselineModel })
    })
    .get('/usage/forecast', async (_request, response) => {
      const { budgets, ...outlook } = await forecastUsage(parts, principalOf(response), clock())
      const { currency } = catalogue.current()
      response.json({ ...outlook, budgets: budgets.map(publicBudgetForecast), currency })
    })
}
