import type { Budget, BudgetSubject } from '../../domain/accounting/budget.ts'
import { formatMoney, toMicros } from '../../domain/money.ts'

/** An amount of a budget in its unit. */
export function amountText({ unit }: Pick<Budget, 'unit'>, amount: number, currency: string): string {
  return unit === 'money' ? formatMoney(toMicros(amount), currency) : `${amount.toLocaleString('en')} tokens`
}

export function ownerOf({ kind, id }: BudgetSubject): string {
  return id === '*' ? kind : `${kind} ${id}`
}
