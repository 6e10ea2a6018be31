/** Whom a limit can bind. */
export const budgetKinds = ['organisation', 'team', 'user', 'key', 'site'] as const
export const budgetPeriods = ['day', 'month'] as const
export const budgetUnits = ['money', 'tokens'] as const
/** What becomes of a question that a budget has no room for, the mildest first. */
export const exhaustionPolicies = ['cheaper', 'extractive', 'stop'] as const

export type BudgetPeriod = (typeof budgetPeriods)[number]
export type BudgetUnit = (typeof budgetUnits)[number]

/**
 * `cheaper`: whoever fits into what is left, and quoting when nobody does. `extractive`: quoting at once.
 * `stop`: an error; what costs nothing is answered still.
 */
export type ExhaustionPolicy = (typeof exhaustionPolicies)[number]

/** Whom a limit binds. `organisation` has the id `*`; a key and a site are named by their own ids. */
export interface BudgetSubject {
  readonly kind: (typeof budgetKinds)[number]
  readonly id: string
}

/** A limit. There is at most one for the same subject, period and unit. */
export interface Budget extends BudgetSubject {
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
  /** Micros of the currency of the books, or tokens of prompts and replies together. */
  readonly limit: number
  /** Whole percentages of the limit at which to warn, in ascending order. */
  readonly warnAt: readonly number[]
  readonly whenExhausted: ExhaustionPolicy
  /**
   * The whole percentage of the limit from which on cheaper models come first, whatever the question; of limits in money
   * under `cheaper` alone. Left out, nothing changes before the limit.
   */
  readonly cheaperFrom?: number
}

/** A limit with what counts against it in the running period, in its unit. */
export interface BudgetStatus extends Budget {
  readonly spent: number
  /** Promised to calls that have not ended. */
  readonly reserved: number
}

/** What is wrong with the terms of a limit; undefined where nothing is. */
export function problemOfTerms({
  unit,
  whenExhausted,
  cheaperFrom,
}: Pick<Budget, 'unit' | 'whenExhausted' | 'cheaperFrom'>): string | undefined {
  if (cheaperFrom === undefined) return undefined
  if (whenExhausted !== 'cheaper') return 'cheaper models come first only where the policy is cheaper'
  return unit === 'money' ? undefined : 'cheaper models save money, not tokens: set a limit in money'
}

export const defaultWarnAt: readonly number[] = [80]
export const defaultExhaustionPolicy: ExhaustionPolicy = 'cheaper'

/** What a call can cost at most, or did cost. */
export interface Spending {
  readonly micros: number
  readonly tokens: number
}

/** Whose budgets a principal draws on, by its id and cost centre. */
export function budgetSubjectsOf(principalId: string, team?: string): readonly BudgetSubject[] {
  const [prefix, id] = splitOnce(principalId)
  const kind = prefixes[prefix]
  return [
    { kind: 'organisation', id: '*' },
    ...(team === undefined ? [] : [{ kind: 'team', id: team } as const]),
    { kind: 'user', id: principalId },
    ...(kind === undefined || id === '' ? [] : [{ kind, id }]),
  ]
}

/** The part of what a call costs that counts against a limit. */
export function inUnitOf({ unit }: Pick<Budget, 'unit'>, { micros, tokens }: Spending): number {
  return unit === 'money' ? micros : tokens
}

/** Whether what a call can cost still fits. */
export function hasRoom(status: BudgetStatus, call: Spending): boolean {
  return status.spent + status.reserved + inUnitOf(status, call) <= status.limit
}

/** The limit alone, without what counts against it. */
export function withoutStatus({ spent: _spent, reserved: _reserved, ...budget }: BudgetStatus): Budget {
  return budget
}

/** How much of a limit is used, in whole percent rounded down; all of it where the limit is nothing. */
export function usedPercent({ limit }: Pick<Budget, 'limit'>, used: number): number {
  return limit === 0 ? 100 : Number((BigInt(used) * 100n) / BigInt(limit))
}

/** Of limits that have no room, the one whose policy is the strictest; the first of equals. */
export function strictestOf<T extends Pick<Budget, 'whenExhausted'>>(exhausted: readonly T[]): T | undefined {
  return exhausted
    .toSorted((a, b) => exhaustionPolicies.indexOf(b.whenExhausted) - exhaustionPolicies.indexOf(a.whenExhausted))
    .at(0)
}

export function isSameSubject(a: BudgetSubject, b: BudgetSubject): boolean {
  return a.kind === b.kind && a.id === b.id
}

/** Whether two limits are the same one, whatever their terms. */
export function isSameBudget(a: BudgetKey, b: BudgetKey): boolean {
  return isSameSubject(a, b) && a.period === b.period && a.unit === b.unit
}

/** What tells a limit from every other. */
export type BudgetKey = Pick<Budget, 'kind' | 'id' | 'period' | 'unit'>

const prefixes: Readonly<Record<string, BudgetSubject['kind']>> = { key: 'key', widget: 'site' }

function splitOnce(principalId: string): readonly [string, string] {
  const colon = principalId.indexOf(':')
  return colon < 0 ? [principalId, ''] : [principalId.slice(0, colon), principalId.slice(colon + 1)]
}
