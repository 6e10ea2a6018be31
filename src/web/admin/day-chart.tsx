import type { JSX } from 'preact'
import { dateText } from '../texts/date-text.ts'
import { daysOf } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'

export interface DayChartProps {
  /** `YYYY-MM`. */
  readonly month: string
  /** By day (`YYYY-MM-DD`); a day that is missing had nothing. */
  readonly amounts: ReadonlyMap<string, number>
  /** What the bars are of. */
  readonly what: string
  readonly amountText: (amount: number) => string
}

const height = 100
const slot = 10
const gap = 2
/** What is there at all must be seen, however small its share. */
const leastTall = 2
const weekDays = 7

/** An amount for each day of a month. The table by day says the same in words. */
export function DayChart({ month, amounts, what, amountText }: DayChartProps): JSX.Element {
  const { texts, language } = useAdmin()
  const days = Array.from({ length: daysOf(month) }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, '0')}`
    return { day, name: dateText(day, language), amount: amounts.get(day) ?? 0 }
  })
  const used = days.filter(({ amount }) => amount > 0)
  const highest = used.toSorted((a, b) => b.amount - a.amount)[0]
  const most = highest === undefined ? texts.usage.nothing : texts.usage.most(highest.name, amountText(highest.amount))
  const tall = (amount: number) =>
    amount <= 0 ? 0 : Math.max(leastTall, (amount / (highest?.amount ?? 1)) * (height - leastTall))
  const list = used.map(({ name, amount }) => texts.usage.bar(name, amountText(amount))).join(texts.page.separator)
  return (
    <figure class="chart days">
      <svg
        role="img"
        aria-label={texts.usage.caption(what, list === '' ? texts.usage.nothing : list)}
        viewBox={`0 0 ${days.length * slot} ${height}`}
        preserveAspectRatio="none"
      >
        {days.map(({ day, name, amount }, index) => (
          <g key={day}>
            <title>{texts.usage.bar(name, amountText(amount))}</title>
            <rect class="day" x={index * slot} y={0} width={slot} height={height} />
            <rect
              class="read"
              x={index * slot + gap / 2}
              y={height - tall(amount)}
              width={slot - gap}
              height={tall(amount)}
            />
          </g>
        ))}
        <line x1="0" x2={days.length * slot} y1={height} y2={height} />
      </svg>
      <div class="day-numbers" aria-hidden="true" style={{ gridTemplateColumns: `repeat(${days.length}, 1fr)` }}>
        {days.map(({ day }, index) => (
          <span key={day}>{index % weekDays === 0 && index + 1}</span>
        ))}
      </div>
      <figcaption>{texts.usage.caption(what, most)}</figcaption>
    </figure>
  )
}
