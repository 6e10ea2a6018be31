import type { JSX } from 'preact'
import type { Language } from '../../domain/language.ts'
import type { UsageGrouping, UsageTotal } from '../../domain/accounting/ledger-entry.ts'
import type { AdminTexts } from '../texts/admin-texts.ts'
import { dateText } from '../texts/date-text.ts'
import { percentText } from '../texts/percent-text.ts'
import { tagOf } from '../texts/texts.ts'
import { useAdmin } from './admin-context.ts'

export interface UsageTableProps {
  readonly by: UsageGrouping
  readonly totals: readonly UsageTotal[]
  /** What the shares are of, and groups are put in order by. */
  readonly amountOf: (total: UsageTotal) => number
  readonly moneyText: (micros: number) => string
}

/** The sums of a month by group, with the share of each. */
export function UsageTable({ by, totals, amountOf, moneyText }: UsageTableProps): JSX.Element {
  const { texts, language } = useAdmin()
  const { cost, questions, cacheHits, calls, prompt, completion } = texts.usage
  const number = (n: number) => n.toLocaleString(tagOf(language))
  const whole = totals.reduce((sum, total) => sum + amountOf(total), 0)
  const ordered = totals.toSorted((a, b) =>
    by === 'day' ? b.group.localeCompare(a.group) : amountOf(b) - amountOf(a) || b.questions - a.questions,
  )
  if (ordered.length === 0) return <p class="soft">{texts.usage.nothing}</p>
  return (
    <div class="table" tabIndex={0} role="group" aria-labelledby="usage-by">
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.usage.groupings[by]}</th>
            <th scope="col">{texts.usage.share}</th>
            {[cost, questions, cacheHits, calls, prompt, completion].map((name) => (
              <th key={name} scope="col" class="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((total) => {
            const name = groupName(by, total.group, texts, language)
            const share = whole === 0 ? 0 : amountOf(total) / whole
            return (
              <tr key={total.group}>
                <td class="path">{name}</td>
                <td>
                  <progress class="used" max={1} value={share} aria-label={texts.usage.shareLabel(name)} />{' '}
                  {percentText(share, language)}
                </td>
                <td class="end">
                  {moneyText(total.costMicros)}
                  {total.unpricedCalls > 0 && (
                    <span class="bad advice">{texts.usage.unpriced(total.unpricedCalls)}</span>
                  )}
                </td>
                <td class="end">{number(total.questions)}</td>
                <td class="end">{number(total.cacheHits)}</td>
                <td class="end">{number(total.calls)}</td>
                <td class="end">{number(total.promptTokens)}</td>
                <td class="end">{number(total.completionTokens)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Entries without a team or a source are in a group without a name. */
function groupName(by: UsageGrouping, group: string, { usage }: AdminTexts, language: Language): string {
  if (by === 'day') return dateText(group, language)
  const names: Readonly<Record<string, string>> = by === 'tier' ? usage.tiers : by === 'purpose' ? usage.purposes : {}
  return names[group] ?? (group === '' ? usage.noGroup : group)
}
