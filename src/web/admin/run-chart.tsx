import type { JSX } from 'preact'
import { momentText } from '../texts/admin-texts.ts'
import type { RunSummary } from './admin-api.ts'
import { useAdmin } from './admin-context.ts'

const runsDrawn = 20
const slot = 9
const barWidth = 6
const height = 44

/** Files read and files that failed in the latest runs of a source, the newest on the right. */
export function RunChart({ runs }: { readonly runs: readonly RunSummary[] }): JSX.Element | null {
  const { texts, language } = useAdmin()
  const drawn = runs.flatMap(({ id, startedAt, report }) =>
    report === undefined
      ? []
      : [{ id, when: momentText(startedAt, language), read: report.files - report.failed, failed: report.failed }],
  )
  const shown = drawn.slice(0, runsDrawn).toReversed()
  if (shown.length === 0) return null
  const most = Math.max(1, ...shown.map(({ read, failed }) => read + failed))
  // What is there at all must be seen, however small its share.
  const tall = (files: number) => (files === 0 ? 0 : Math.max(2, (files / most) * (height - 4)))
  const list = (numbers: readonly number[]) => numbers.join(texts.page.separator)
  const label = texts.chart.label(
    shown.length,
    list(shown.map(({ read }) => read)),
    list(shown.map(({ failed }) => failed)),
  )
  return (
    <figure class="chart">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${runsDrawn * slot} ${height}`}
        width={runsDrawn * slot}
        height={height}
      >
        {shown.map(({ id, when, read, failed }, index) => {
          const x = (runsDrawn - shown.length + index) * slot + (slot - barWidth)
          return (
            <g key={id}>
              <title>{texts.chart.bar(when, read, failed)}</title>
              <rect class="read" x={x} y={height - tall(read)} width={barWidth} height={tall(read)} />
              <rect
                class="failed"
                x={x}
                y={height - tall(read) - tall(failed)}
                width={barWidth}
                height={tall(failed)}
              />
            </g>
          )
        })}
        <line x1="0" x2={runsDrawn * slot} y1={height} y2={height} />
      </svg>
      <figcaption>
        {texts.chart.caption(shown.length)} <span class="key read">{texts.chart.read}</span>{' '}
        <span class="key failed">{texts.chart.failed}</span>
      </figcaption>
    </figure>
  )
}
