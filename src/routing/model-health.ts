import type { Clock } from '../ports/clock.ts'
import { keyOf, type ProvidedModel } from './circuit-breaker.ts'

/** How a model did in its last calls. */
export interface ModelHealth {
  readonly calls: number
  readonly failures: number
  /** The mean time to the first word, in ms; undefined where none came. */
  readonly firstWordMs: number | undefined
  /** 0…1; 1 for a model that did not fail and began to speak in good time, or that was not called. */
  readonly score: number
}

/** Remembers how the last calls of each model went. */
export interface HealthRecord {
  /** @param firstWordMs undefined for a call that failed */
  note(model: ProvidedModel, firstWordMs: number | undefined): void
  of(model: ProvidedModel): ModelHealth
}

interface NotedCall {
  readonly at: number
  readonly firstWordMs: number | undefined
}

const rememberedMs = 10 * 60_000
const rememberedCalls = 20
/** Successes that everybody is credited with, so that one failure does not say much. */
const credit = 2
/** Up to here a model is not slow. */
const goodFirstWordMs = 5000

/**
 * The score is the share of calls that went well, and falls with the time to the first word: at twice the good time it
 * is half. So a price over the score is about what an answer costs with the calls that fail before it.
 */
export function createHealthRecord(clock: Clock): HealthRecord {
  const noted = new Map<string, readonly NotedCall[]>()
  const recent = (model: ProvidedModel) =>
    (noted.get(keyOf(model)) ?? []).filter(({ at }) => clock() - at < rememberedMs).slice(-rememberedCalls)
  return {
    note(model, firstWordMs) {
      noted.set(keyOf(model), [...recent(model), { at: clock(), firstWordMs }].slice(-rememberedCalls))
    },
    of(model) {
      const calls = recent(model)
      const times = calls.map(({ firstWordMs }) => firstWordMs).filter((time) => time !== undefined)
      const firstWordMs = times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0) / times.length
      const wentWell = (times.length + credit) / (calls.length + credit)
      return {
        calls: calls.length,
        failures: calls.length - times.length,
        firstWordMs,
        score: wentWell * Math.min(1, goodFirstWordMs / Math.max(1, firstWordMs ?? 0)),
      }
    },
  }
}
