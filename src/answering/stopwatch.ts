import type { AnswerTimings } from '../domain/answers/answer.ts'
import type { Clock } from '../ports/clock.ts'
import type { AskEvent, Emit } from './ask-request.ts'

/** Keeps the time of one question: per stage, to the first word, and in all. */
export interface Stopwatch {
  /** Runs a stage and adds its time under its name. */
  stage<T>(name: string, work: () => Promise<T> | T): Promise<T>
  /** Passes events on, noting when the first word went out. */
  readonly emit: Emit
  timings(): AnswerTimings
  /** How long the question has been on its way, in ms. */
  elapsedMs(): number
}

export function createStopwatch(clock: Clock, emit: Emit): Stopwatch {
  const startedAt = clock()
  const stages: Record<string, number> = {}
  let firstTokenMs: number | undefined
  return {
    async stage(name, work) {
      const from = clock()
      try {
        return await work()
      } finally {
        stages[name] = (stages[name] ?? 0) + clock() - from
      }
    },
    emit(event: AskEvent) {
      if (event.type === 'delta') firstTokenMs ??= clock() - startedAt
      emit(event)
    },
    elapsedMs: () => clock() - startedAt,
    timings: () => ({
      totalMs: clock() - startedAt,
      ...(firstTokenMs !== undefined && { firstTokenMs }),
      stages: { ...stages },
    }),
  }
}
