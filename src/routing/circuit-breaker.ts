import type { Clock } from '../ports/clock.ts'

/** Keeps calls away from a provider that keeps failing (the circuit breaker of Nygard, "Release It!"). */
export interface CircuitBreaker {
  /** Whether the provider may be tried now. Only asks; a call is announced with `begin`. */
  allows(provider: string): boolean
  /** Says that the provider is being called: after a pause this is the probe, and others wait for its end. */
  begin(provider: string): void
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
      return circuit === undefined || circuit.failures < threshold || clock() >= circuit.openUntil
    },
    begin(provider) {
      const circuit = circuits.get(provider)
      if (circuit === undefined || circuit.failures < threshold) return
      circuits.set(provider, { ...circuit, openUntil: clock() + pauseMs })
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
