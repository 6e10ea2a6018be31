import type { Clock } from '../ports/clock.ts'
import { type CircuitBreaker, createCircuitBreaker, type ProvidedModel } from './circuit-breaker.ts'
import { createHealthRecord, type ModelHealth } from './model-health.ts'

/** Follows the calls of all models: who may be called now, and how each did lately. */
export interface ModelWatch extends Omit<CircuitBreaker, 'succeeded'> {
  /** @param firstWordMs how long its first word took */
  succeeded(model: ProvidedModel, firstWordMs: number): void
  healthOf(model: ProvidedModel): ModelHealth
}

export function createModelWatch(clock: Clock): ModelWatch {
  const breaker = createCircuitBreaker(clock)
  const health = createHealthRecord(clock)
  return {
    allows: (model) => breaker.allows(model),
    begin: (model) => breaker.begin(model),
    succeeded(model, firstWordMs) {
      breaker.succeeded(model)
      health.note(model, firstWordMs)
    },
    failed(model) {
      breaker.failed(model)
      health.note(model, undefined)
    },
    healthOf: (model) => health.of(model),
  }
}
