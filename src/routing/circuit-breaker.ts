import type { Clock } from '../ports/clock.ts'

/** Keeps calls away from a provider that keeps failing (the circuit breaker of Nygard, "Release It!"). */
export interface CircuitBreaker {
  /** Whether the provider may be tried now. Once the pause is over one caller at a time may probe. */
  allows(provider: string): boolean
  succeeded(provider: string): void
  failed(provider: string): void
}

interface Circuit {
  readonly failures: number
  readonly openUntil: number
}

/** Opens after `threshold` failures in a row, for `pauseMs`; a failed probe opens it again. */
export function createCircuitBreaker(clock: Clock, threshold = 3, pauseMs = 30_000): CircuitBreaker {
  const circuits = new Map<string, Circuit>()
  return {
    allows(provider) {
      const circuit = circuits.get(provider)
      if (circuit === undefined || circuit.failures < threshold) return true
      const now = clock()
      if (now < circuit.openUntil) return false
      circuits.set(provider, { ...circuit, openUntil: now + pauseMs })
      return true
    },
    succeeded(provider) {
      circuits.delete(provider)
    },
    failed(provider) {
      const failures = (circuits.get(provider)?.failures ?? 0) + 1
      circuits.set(provider, { failures, openUntil: failures < threshold ? 0 : clock() + pauseMs })
    },
  }
}
