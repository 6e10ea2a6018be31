import { type CounterName, counters, type Meter } from '../../ports/meter.ts'

/** What was counted: of each counter, by its labels, how much. */
export type Counts = readonly (readonly [counter: CounterName, labels: string, value: number])[]

/** A meter whose counts can be read by Prometheus. */
export interface PrometheusMeter extends Meter {
  /** All counts in the text exposition format, version 0.0.4. */
  exposition(): string
  /** Hands over what was counted since the last time, to be added elsewhere, and begins at zero. */
  take(): Counts
  /** Adds what was counted elsewhere. */
  add(counts: Counts): void
}

export function createPrometheusMeter(): PrometheusMeter {
  const counts = new Map<CounterName, Map<string, number>>()

  function add(counter: CounterName, labels: string, by: number): void {
    const series = counts.get(counter) ?? new Map<string, number>()
    series.set(labels, (series.get(labels) ?? 0) + by)
    counts.set(counter, series)
  }

  return {
    count: (counter, labels, by = 1) => add(counter, inOrder(labels), by),
    exposition: () =>
      (Object.keys(counters) as CounterName[])
        .flatMap((name) => [
          `# HELP ${name} ${counters[name]}`,
          `# TYPE ${name} ${name === 'lorekeep_saved_micros' ? 'gauge' : 'counter'}`,
          ...[...(counts.get(name) ?? [])].map(([labels, value]) => `${name}${labels} ${value}`),
          '',
        ])
        .join('\n'),
    take() {
      const taken = [...counts].flatMap(([counter, series]) =>
        [...series].map(([labels, value]) => [counter, labels, value] as const),
      )
      counts.clear()
      return taken
    },
    add(taken) {
      for (const [counter, labels, value] of taken) add(counter, labels, value)
    },
  }
}

/** `{model="qwen",tier="on-prem"}`, the labels in order of their names. */
function inOrder(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
