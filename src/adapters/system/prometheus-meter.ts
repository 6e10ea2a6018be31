import { type CounterName, counters, type Meter } from '../../ports/meter.ts'

/** A meter whose counts can be read by Prometheus. */
export interface PrometheusMeter extends Meter {
  /** All counts in the text exposition format, version 0.0.4. */
  exposition(): string
}

export function createPrometheusMeter(): PrometheusMeter {
  const counts = new Map<CounterName, Map<string, number>>()
  return {
    count(counter, labels, by = 1) {
      const series = counts.get(counter) ?? new Map<string, number>()
      const key = seriesKey(labels)
      series.set(key, (series.get(key) ?? 0) + by)
      counts.set(counter, series)
    },
    exposition: () =>
      (Object.keys(counters) as CounterName[])
        .flatMap((name) => [
          `# HELP ${name} ${counters[name]}`,
          `# TYPE ${name} ${name === 'lorekeep_saved_micros' ? 'gauge' : 'counter'}`,
          ...[...(counts.get(name) ?? [])].map(([labels, value]) => `${name}${labels} ${value}`),
          '',
        ])
        .join('\n'),
  }
}

/** `{model="qwen",tier="on-prem"}`, the labels in order of their names. */
function seriesKey(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
