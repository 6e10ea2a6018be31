import type { ModelProvider } from '../domain/routing/model-catalogue.ts'
import type { Clock } from '../ports/clock.ts'

/** A model behind a provider: another model of the same provider may do well while this one fails. */
export type ProvidedModel = Pick<ModelProvider, 'name' | 'model'>

/** Keeps calls away from a model that keeps failing (the circuit breaker of Nygard, "Release It!"). */
export interface CircuitBreaker {
  /** Whether the model may be tried now. Only asks; a call is announced with `begin`. */
  allows(model: ProvidedModel): boolean
  /** Says that the model is being called: after a pause this is the probe, and others wait for its end. */
  begin(model: ProvidedModel): void
  succeeded(model: ProvidedModel): void
  failed(model: ProvidedModel): void
}

interface Circuit {
  readonly failures: number
  readonly openUntil: number
}

/** Opens after `threshold` failures in a row, for `pauseMs`; a failed probe opens it again. */
export function createCircuitBreaker(clock: Clock, threshold = 3, pauseMs = 30_000): CircuitBreaker {
  const circuits = new Map<string, Circuit>()
  return {
    allows(model) {
      const circuit = circuits.get(keyOf(model))
      return circuit === undefined || circuit.failures < threshold || clock() >= circuit.openUntil
    },
    begin(model) {
      const circuit = circuits.get(keyOf(model))
      if (circuit === undefined || circuit.failures < threshold) return
      circuits.set(keyOf(model), { ...circuit, openUntil: clock() + pauseMs })
    },
    succeeded(model) {
      circuits.delete(keyOf(model))
    },
    failed(model) {
      const failures = (circuits.get(keyOf(model))?.failures ?? 0) + 1
      circuits.set(keyOf(model), { failures, openUntil: failures < threshold ? 0 : clock() + pauseMs })
    },
  }
}

export function keyOf({ name, model }: ProvidedModel): string {
  return JSON.stringify([name, model])
}
