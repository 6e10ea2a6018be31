import type { JSX } from 'preact'
import { percentText } from '../texts/percent-text.ts'
import type { Savings } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'

export interface SavingsTableProps {
  readonly savings: Savings
  readonly moneyText: (micros: number) => string
}

const parts = ['cache', 'routing', 'compression', 'batch', 'prices', 'unattributed'] as const

/** What the same answers would have cost, what was paid, and what each part brought, or cost on top (drawn in red). */
export function SavingsTable({ savings, moneyText }: SavingsTableProps): JSX.Element {
  const { texts, language } = useAdmin()
  const { costMicros, baselineMicros, savedMicros, share, by, baselineModel } = savings
  if (baselineMicros === 0) return <p class="soft">{texts.savings.none}</p>
  const rows: readonly (readonly [string, number])[] = [
    [texts.savings.paid, costMicros],
    ...parts
      .filter((part) => part !== 'unattributed' || by.unattributed !== 0)
      .map((part) => [texts.savings.parts[part], by[part]] as const),
  ]
  return (
    <>
      <p class="standing">
        {savedMicros < 0
          ? texts.savings.dearer(moneyText(-savedMicros), percentText(-share, language))
          : texts.savings.summary(moneyText(savedMicros), percentText(share, language))}
      </p>
      <p class="soft">{texts.savings.baseline(moneyText(baselineMicros), baselineModel)}</p>
      <div class="table" tabIndex={0} role="group" aria-labelledby="savings">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.savings.part}</th>
              <th scope="col">{texts.savings.share}</th>
              <th scope="col" class="end">
                {texts.savings.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, micros]) => {
              const ofBaseline = percentText(micros / baselineMicros, language)
              return (
                <tr key={name}>
                  <td class="path">{name}</td>
                  <td>
                    <progress
                      class={micros < 0 ? 'used wide low' : 'used wide'}
                      max={baselineMicros}
                      value={Math.min(Math.abs(micros), baselineMicros)}
                      aria-label={texts.savings.shareLabel(name)}
                      aria-valuetext={ofBaseline}
                    />{' '}
                    <span class={micros < 0 ? 'bad' : undefined}>{ofBaseline}</span>
                  </td>
                  <td class={micros < 0 ? 'end bad' : 'end'}>{moneyText(micros)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </>
  )
}
