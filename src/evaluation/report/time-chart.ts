import type { EvaluationRun } from '../evaluation-run.ts'
import { percentile } from '../metrics/percentile.ts'
import { type Html, html } from './html.ts'

const width = 640
const height = 150
const top = 22
const bottom = 26
const mostBins = 24
const roundSteps = [1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000]

/** How long answers took, or searches where nothing was asked: how many took how long. */
export function timeChart({ results, conditions }: EvaluationRun): Html {
  const what = conditions.retrievalOnly ? 'searches' : 'answers'
  const times = results.flatMap((result) =>
    conditions.retrievalOnly ? [result.searchMs] : result.answer === undefined ? [] : [result.answer.milliseconds],
  )
  const longest = Math.max(1, ...times)
  const median = percentile(0.5, times)
  const slow = percentile(0.95, times)
  if (median === undefined || slow === undefined) return html`<p>Nothing was answered, so that no time was taken.</p>`
  const step = roundSteps.find((size) => longest / size <= mostBins) ?? Math.ceil(longest / mostBins)
  const bins = Math.floor(longest / step) + 1
  const counts = Array.from({ length: bins }, (_, bin) => times.filter((ms) => Math.floor(ms / step) === bin).length)
  const highest = Math.max(...counts)
  const x = (ms: number) => (ms / (bins * step)) * width
  const plotted = height - top - bottom
  const labelEvery = Math.ceil(bins / 8)
  const said = `${times.length} ${what}: half of them within ${Math.round(median)} ms, 95 % within ${Math.round(slow)} ms, the longest ${Math.round(longest)} ms`
  return html`<figure>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${said}">
      ${counts.map((count, bin) => {
        const size = (count / highest) * plotted
        const label = count === 1 ? `1 took` : `${count} took`
        return html`<rect
          class="bar plain"
          x="${x(bin * step) + 1}"
          y="${height - bottom - size}"
          width="${Math.max(1, x(step) - 2)}"
          height="${size}"
        >
          <title>${label} ${bin * step}–${(bin + 1) * step} ms</title>
        </rect>`
      })}
      <line class="axis" x1="0" x2="${width}" y1="${height - bottom + 0.5}" y2="${height - bottom + 0.5}" />
      ${counts.map((_, bin) =>
        bin % labelEvery === 0
          ? html`<text class="axis-label" x="${x(bin * step)}" y="${height - 8}">${bin * step}</text>`
          : undefined,
      )}
      ${marker('p50', median, x)} ${marker('p95', slow, x)}
    </svg>
    <figcaption>${said}. Milliseconds along, ${what} upwards; at most ${highest} in a bar.</figcaption>
  </figure>`
}

function marker(name: string, ms: number, x: (ms: number) => number): Html {
  const isRight = x(ms) > width * 0.8
  return html`<line class="marker" x1="${x(ms)}" x2="${x(ms)}" y1="6" y2="${height - bottom}" />
    <text class="marker-label" x="${x(ms) + (isRight ? -5 : 5)}" y="15" text-anchor="${isRight ? 'end' : 'start'}">
      ${name} ${Math.round(ms)} ms
    </text>`
}
