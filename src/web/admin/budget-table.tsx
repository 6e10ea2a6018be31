import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import { dateText } from '../texts/date-text.ts'
import { moneyText } from '../texts/money-text.ts'
import type { BudgetStanding, BudgetStandings } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'

/** Every limit with what is used of it, and the day on which it will not do. */
export function BudgetTable({ budgets, currency }: BudgetStandings): JSX.Element {
  const { texts } = useAdmin()
  if (budgets.length === 0) {
    return (
      <div class="card">
        <p>{texts.budgets.none}</p>
        <p class="soft">{texts.budgets.noneHint}</p>
        <pre>
          <code>lorekeep budget set organisation --money 500 --warn 50,80</code>
        </pre>
      </div>
    )
  }
  const { whose, used, limit, expected, runsOut, afterwards } = texts.budgets
  return (
    <div class="table" tabIndex={0} role="group" aria-labelledby="budgets">
      <table>
        <thead>
          <tr>
            {[whose, used].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {[limit, expected].map((name) => (
              <th key={name} scope="col" class="end">
                {name}
              </th>
            ))}
            {[runsOut, afterwards].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <BudgetRow
              key={`${budget.kind} ${budget.id} ${budget.period} ${budget.unit}`}
              budget={budget}
              currency={currency}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function BudgetRow({ budget, currency }: { readonly budget: BudgetStanding; readonly currency: string }): JSX.Element {
  const { texts, language } = useAdmin()
  const { kind, id, period, usedPercent, reachedPercent, whenExhausted, cheaperFrom, forecast } = budget
  const whose = id === '*' ? texts.budgets.kinds[kind] : `${texts.budgets.kinds[kind]} ${id}`
  const amount = (of: Amount) => amountText(of, budget, currency, language, texts.budgets.tokens)
  const spent = amount(budget.unit === 'money' ? budget.spentMicros : budget.spentTokens)
  const isLow = reachedPercent !== undefined || usedPercent >= 100
  return (
    <tr>
      <td class="path">{whose}</td>
      <td>
        <progress
          class={isLow ? 'used low' : 'used'}
          max={100}
          value={Math.min(100, usedPercent)}
          aria-label={texts.budgets.barLabel(whose, texts.budgets.periods[period])}
        />{' '}
        <span class={isLow ? 'bad' : undefined}>{texts.budgets.usedLine(usedPercent, spent)}</span>
      </td>
      <td class="end">
        {amount(budget.unit === 'money' ? budget.limitMicros : budget.limitTokens)} {texts.budgets.periods[period]}
      </td>
      <td class="end">{amount(budget.unit === 'money' ? forecast.expectedMicros : forecast.expectedTokens)}</td>
      <td class={forecast.runsOutOn === undefined ? 'soft' : 'bad'}>
        {forecast.runsOutOn === undefined ? texts.budgets.lasts : dateText(forecast.runsOutOn, language)}
      </td>
      <td>
        {texts.budgets.policies[whenExhausted]}
        {cheaperFrom !== undefined && texts.budgets.from(cheaperFrom)}
      </td>
    </tr>
  )
}

type Amount = number | undefined

function amountText(
  amount: Amount,
  { unit }: BudgetStanding,
  currency: string,
  language: Language,
  tokens: (n: number) => string,
): string {
  if (amount === undefined) return ''
  return unit === 'money' ? moneyText(amount, currency, language) : tokens(amount)
}
