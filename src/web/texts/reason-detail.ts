import type { Budget } from '../../domain/accounting/budget.ts'
import type { Classification } from '../../domain/access/classification.ts'
import type { RouteReason, Tier } from '../../domain/routing/route.ts'
import type { SensitiveKind } from '../../domain/privacy/sensitive-span.ts'
import type { Texts } from './texts.ts'

/** The value that a reason was decided on, in the reader's words; undefined where it says nothing to a reader. */
export function reasonDetail({ code, detail }: RouteReason, texts: Texts): string | undefined {
  if (detail === undefined || detail === '' || code === 'answered-from-cache') return undefined
  if (code === 'cloud-allowed' || code === 'classification-forbids-cloud') {
    return texts.classifications[detail as Classification] ?? detail
  }
  if (code === 'kinds-forbid-cloud' || code === 'blocked-by-policy') {
    return detail
      .split(', ')
      .map((kind) => texts.kinds[kind as SensitiveKind] ?? kind)
      .join(texts.page.listSeparator)
  }
  if (code === 'budget-exhausted') return budgetDetail(detail, texts)
  if (code === 'budget-low') return lowBudgetDetail(detail, texts)
  return code === 'preferred-tier' ? (texts.explain.tiers[detail as Exclude<Tier, 'extractive'>] ?? detail) : detail
}

/** As generating words it; that of an older answer says less, and is shown as it is. */
function budgetDetail(detail: string, { budget }: Texts): string {
  const match = /^(\w+) budget of the (day|month) in \w+, at (.+); then (\w+)$/.exec(detail)
  if (match === null) return detail
  const [, kind = '', period, provider = '', policy = ''] = match
  const owner = budget.owners[kind as Budget['kind']] ?? kind
  const then = budget.policies[policy as Budget['whenExhausted']] ?? policy
  return budget.detail(owner, period as Budget['period'], provider, then)
}

/** As planning words it. */
function lowBudgetDetail(detail: string, { budget }: Texts): string {
  const match = /^(\w+) budget of the (day|month) at (\d+) %$/.exec(detail)
  if (match === null) return detail
  const [, kind = '', period, percent = ''] = match
  return budget.lowDetail(budget.owners[kind as Budget['kind']] ?? kind, period as Budget['period'], percent)
}
