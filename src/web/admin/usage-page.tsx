import type { JSX } from 'preact'
import { useCallback, useState } from 'preact/hooks'
import { type UsageGrouping, usageGroupings, type UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import { dateText } from '../texts/date-text.ts'
import { moneyText } from '../texts/money-text.ts'
import { monthText } from '../texts/month-text.ts'
import { tagOf } from '../texts/texts.ts'
import { type MonthForecast, usageCsvAddress } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'
import { BudgetTable } from './budget-table.tsx'
import { Choice } from './choice.tsx'
import { DayChart } from './day-chart.tsx'
import { SavingsTable } from './savings-table.tsx'
import { UsageTable } from './usage-table.tsx'
import { useStanding } from './use-standing.ts'

const lookAgainAfterMs = 30_000
const measures = ['money', 'tokens'] as const

type Measure = (typeof measures)[number]

const amountsOf = {
  money: ({ costMicros }) => costMicros,
  tokens: ({ promptTokens, completionTokens }) => promptTokens + completionTokens,
} as const satisfies Record<Measure, (total: UsageTotal) => number>

/** What answers cost in a month, what was saved, how this month will end, and the budgets. */
export function UsagePage(): JSX.Element {
  const [month, setMonth] = useState(thisMonth)
  return (
    <>
      <MonthSections month={month} onMonth={setMonth} />
      <OutlookSections />
    </>
  )
}

function MonthSections({
  month,
  onMonth,
}: {
  readonly month: string
  readonly onMonth: (month: string) => void
}): JSX.Element {
  const { api, texts, language } = useAdmin()
  const [measure, setMeasure] = useState<Measure>('money')
  const [by, setBy] = useState<UsageGrouping>('user')
  const { found: usage } = useStanding(
    useCallback((signal: AbortSignal) => api.usage(month, signal), [api, month]),
    lookAgainAfterMs,
  )
  const { found: totals } = useStanding(
    useCallback((signal: AbortSignal) => api.usageBy(month, by, signal), [api, by, month]),
    lookAgainAfterMs,
  )
  const loading = (
    <p class="soft" role="status">
      {texts.page.loading}
    </p>
  )
  const money = (micros: number) => moneyText(micros, usage?.currency ?? '', language)
  const amount = measure === 'money' ? money : texts.budgets.tokens
  return (
    <>
      <section aria-labelledby="usage">
        <div class="filter">
          <h2 id="usage">{texts.usage.heading(monthText(month, language))}</h2>
          <p class="pages">
            <button type="button" class="quiet" onClick={() => onMonth(monthAfter(month, -1))}>
              {texts.usage.previousMonth}
            </button>
            <button
              type="button"
              class="quiet"
              disabled={month >= thisMonth()}
              onClick={() => onMonth(monthAfter(month, 1))}
            >
              {texts.usage.nextMonth}
            </button>
          </p>
        </div>
        {usage === undefined ? (
          loading
        ) : (
          <>
            <MonthFacts days={usage.days} moneyText={money} />
            <Choice
              label={texts.usage.measure}
              options={measures}
              chosen={measure}
              nameOf={(option) => texts.usage.measures[option]}
              onChoose={setMeasure}
            />
            <DayChart
              month={month}
              amounts={new Map(usage.days.map((day) => [day.group, amountsOf[measure](day)]))}
              what={texts.usage.byDay[measure]}
              amountText={amount}
            />
            <p class="soft advice">{texts.usage.daysInUtc}</p>
          </>
        )}
      </section>
      <section aria-labelledby="usage-by">
        <h2 id="usage-by">{texts.usage.whoHeading}</h2>
        <div class="filter">
          <Choice
            label={texts.usage.groupBy}
            options={usageGroupings}
            chosen={by}
            nameOf={(option) => texts.usage.groupings[option]}
            onChoose={setBy}
          />
          <a class="download" href={usageCsvAddress(month, by)} download>
            {texts.files.csv}
          </a>
        </div>
        {usage === undefined || totals === undefined ? (
          loading
        ) : (
          <UsageTable by={by} totals={totals} amountOf={amountsOf[measure]} moneyText={money} />
        )}
      </section>
      <section aria-labelledby="savings">
        <h2 id="savings">{texts.savings.heading}</h2>
        {usage === undefined ? loading : <SavingsTable savings={usage.savings} moneyText={money} />}
      </section>
    </>
  )
}

function MonthFacts({
  days,
  moneyText: money,
}: {
  readonly days: readonly UsageTotal[]
  readonly moneyText: (micros: number) => string
}): JSX.Element {
  const { texts, language } = useAdmin()
  const sum = (of: (total: UsageTotal) => number) => days.reduce((total, day) => total + of(day), 0)
  const number = (n: number) => n.toLocaleString(tagOf(language))
  return (
    <p class="standing">
      <span>{money(sum(amountsOf.money))}</span>
      <span>{texts.budgets.tokens(sum(amountsOf.tokens))}</span>
      <span>{texts.usage.questionsLine(sum(({ questions }) => questions))}</span>
      <span>{texts.usage.cacheLine(number(sum(({ cacheHits }) => cacheHits)))}</span>
    </p>
  )
}

/** What is of this month, whichever one is looked at above. */
function OutlookSections(): JSX.Element {
  const { api, texts } = useAdmin()
  const { found: outlook } = useStanding(api.outlook, lookAgainAfterMs)
  return (
    <>
      <section aria-labelledby="forecast">
        <h2 id="forecast">{texts.forecast.heading}</h2>
        {outlook === undefined ? (
          <p class="soft" role="status">
            {texts.page.loading}
          </p>
        ) : (
          <ForecastFacts {...outlook.forecast} />
        )}
      </section>
      {outlook !== undefined && (
        <section>
          <h2 id="budgets">{texts.budgets.heading}</h2>
          <BudgetTable {...outlook.budgets} />
        </section>
      )}
    </>
  )
}

function ForecastFacts(forecast: MonthForecast): JSX.Element {
  const { texts, language } = useAdmin()
  const { month, spentMicros, expectedMicros, averageDayMicros, basedOnDays, currency, budgets } = forecast
  const money = (micros: number) => moneyText(micros, currency, language)
  return (
    <>
      <p class="standing">{texts.forecast.expected(monthText(month, language), money(expectedMicros))}</p>
      <p class="soft">
        {texts.forecast.soFar(money(spentMicros), money(averageDayMicros))}
        {texts.forecast.basis(basedOnDays)}
      </p>
      <ul class="warnings">
        {budgets.flatMap(({ kind, id, period, unit, runsOutOn }) =>
          runsOutOn === undefined
            ? []
            : [
                <li key={`${kind} ${id} ${period} ${unit}`} class="bad">
                  {texts.forecast.runsOut(
                    id === '*' ? texts.budgets.kinds[kind] : `${texts.budgets.kinds[kind]} ${id}`,
                    texts.budgets.periods[period],
                    dateText(runsOutOn, language),
                  )}
                </li>,
              ],
        )}
      </ul>
    </>
  )
}

/** Days of the books are those of UTC. */
function thisMonth(): string {
  return new Date().toISOString().slice(0, 7)
}

function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}
