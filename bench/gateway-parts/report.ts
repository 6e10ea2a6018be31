import type { GatewayOptions } from './compare-gateways.ts'
import type { Contender } from './contenders.ts'

/** The middle, the 95th and the 99th of a hundred. */
export function quantiles(values: readonly number[]): string {
  return `p50 ${at(values, 0.5).toFixed(2)}, p95 ${at(values, 0.95).toFixed(2)}, p99 ${at(values, 0.99).toFixed(2)}`
}

export function report(contenders: readonly Contender[], { perSecond, connections }: GatewayOptions): void {
  const pacedOf = ({ paced }: Contender) => paced.flatMap(({ latencies }) => latencies)
  const [direct] = contenders
  for (const contender of contenders) {
    const times = pacedOf(contender)
    const alone = direct === undefined ? [] : pacedOf(direct)
    const added = (share: number) => (at(times, share) - at(alone, share)).toFixed(2)
    const rates = contender.saturated.map((result) => result.perSecond).toSorted((a, b) => a - b)
    console.log(
      `${contender.name.padEnd(21)} at ${perSecond}/s, ms: ${quantiles(times)}` +
        (contender === direct ? '' : `; added p50 ${added(0.5)}, p95 ${added(0.95)}`) +
        `. ${connections} at a time: ${(rates[Math.floor(rates.length / 2)] ?? 0).toFixed(0)}/s` +
        ` (${rates.map((rate) => rate.toFixed(0)).join(', ')})` +
        `. Processor: ${(contender.processorMs / contender.answers).toFixed(2)} ms an answer`,
    )
  }
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
