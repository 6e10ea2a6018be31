import {
  type Budget,
  type BudgetKey,
  type BudgetStatus,
  isSameBudget,
  withoutStatus,
} from '../../domain/accounting/budget.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Principal } from '../../domain/access/principal.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { Clock } from '../../ports/clock.ts'
import { type BudgetForecast, forecastBudget, forecastFrom } from '../outlook/forecast.ts'
import { type ForecastParts, isOwn } from '../outlook/forecast-usage.ts'

/** A limit, what counts against it now, and how it will fare. */
export interface BudgetReport extends BudgetStatus {
  readonly forecast: BudgetForecast
}

/** The limits as people set and read them. Changes are audited. */
export interface BudgetLimits {
  list(): Promise<readonly BudgetReport[]>
  /** Those of the principal itself, not those of its team or the organisation. */
  own(principal: Principal): Promise<readonly BudgetStatus[]>
  /** Replaces all. @throws LorekeepError `bad-request` when a limit is there twice */
  replace(budgets: readonly Budget[], actor: string): Promise<void>
  /** Adds a limit, or gives one new terms. */
  set(budget: Budget, actor: string): Promise<void>
  /** @throws LorekeepError `not-found` */
  remove(budget: BudgetKey, actor: string): Promise<void>
}

export interface BudgetLimitsParts extends ForecastParts {
  readonly audit: Pick<AuditLog, 'append'>
  readonly clock: Clock
}

export function createBudgetLimits(parts: BudgetLimitsParts): BudgetLimits {
  const { budgets, ledger, audit, clock, wallClock } = parts

  const note = (action: 'budget.changed' | 'budget.removed', budget: Budget | BudgetKey, actor: string) => {
    const { kind, id, ...details } = budget
    return audit.append({ at: clock(), actor, action, subject: `${kind} ${id}`, details })
  }

  return {
    async list() {
      const at = clock()
      const now = wallClock(at)
      return Promise.all(
        (await budgets.budgets(at)).map(async (status) => ({
          ...status,
          forecast: forecastBudget(withoutStatus(status), await ledger.spending(status, forecastFrom(now)), now),
        })),
      )
    },

    own: async (principal) => (await budgets.budgets(clock())).filter((budget) => isOwn(budget, principal)),

    async replace(wanted, actor) {
      refuseTwice(wanted)
      const before = await budgets.budgets(clock())
      await budgets.setBudgets(wanted)
      for (const budget of wanted) {
        if (!before.some((known) => hasSameTerms(known, budget))) await note('budget.changed', budget, actor)
      }
      for (const known of before) {
        if (wanted.some((budget) => isSameBudget(known, budget))) continue
        await note('budget.removed', withoutStatus(known), actor)
      }
    },

    async set(budget, actor) {
      await budgets.setBudget(budget)
      await note('budget.changed', budget, actor)
    },

    async remove(budget, actor) {
      if (!(await budgets.removeBudget(budget))) {
        throw new LorekeepError('not-found', `There is no budget of ${describe(budget)}.`, {
          hint: 'GET /api/v1/budgets and "lorekeep budget list" show those that exist.',
        })
      }
      await note('budget.removed', budget, actor)
    },
  }
}

function refuseTwice(budgets: readonly Budget[]): void {
  const twice = budgets.find((budget, index) => budgets.slice(0, index).some((other) => isSameBudget(other, budget)))
  if (twice === undefined) return
  throw new LorekeepError('bad-request', `There are two budgets of ${describe(twice)}.`, {
    hint: 'Leave one of them out. Nothing was changed.',
  })
}

function hasSameTerms(a: Budget, b: Budget): boolean {
  return (
    isSameBudget(a, b) &&
    a.limit === b.limit &&
    a.whenExhausted === b.whenExhausted &&
    a.cheaperFrom === b.cheaperFrom &&
    a.warnAt.join() === b.warnAt.join()
  )
}

function describe({ kind, id, period, unit }: BudgetKey): string {
  return `${kind}${id === '*' ? '' : ` ${id}`} for the ${period} in ${unit}`
}
