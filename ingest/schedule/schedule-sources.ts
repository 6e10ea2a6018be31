import pLimit from 'p-limit'
import { LorekeepError, messageOf } from '../../src/domain/errors.ts'
import type { IngestRun, IngestTrigger } from '../../src/domain/ingest/ingest-run.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { DocumentRegistry } from '../../src/ports/document-registry.ts'
import type { IngestRuns } from '../../src/ports/ingest-runs.ts'
import type { Log } from '../../src/ports/log.ts'
import { parseSchedule } from './schedule.ts'

/** Ingests a source by its name. @throws LorekeepError `conflict` when another ingest is in the way */
export type RunSource = (name: string, trigger: IngestTrigger, signal: AbortSignal) => Promise<unknown>

/** Calls back once after some time, unless it is told not to. */
export type StartTimer = (ms: number, call: () => void) => { stop(): void }

export interface ScheduleSourcesParts {
  readonly registry: Pick<DocumentRegistry, 'sources'>
  /** Absent where runs are not recorded; then no run counts as missed. */
  readonly runs?: Pick<IngestRuns, 'list'>
  readonly runSource: RunSource
  readonly clock: Clock
  readonly log: Log
  readonly startTimer?: StartTimer
}

export interface SourceScheduler {
  /** Stops what it set going, and waits until that has ended. */
  close(): Promise<void>
}

/** What is known of one source. */
interface Watched {
  readonly schedule: string
  dueAt: number
}

/** Sources defined or changed by others are noticed within this time. */
const lookEveryMs = 60_000
/** How long to wait when another ingest is in the way. */
const retryMs = 60_000

/**
 * Runs sources when their schedule says so, one after another. A run whose time passed while the
 * service was down is made up for at the start. It keeps no process alive.
 */
export function scheduleSources(parts: ScheduleSourcesParts): SourceScheduler {
  const { registry, runs, runSource, clock, log, startTimer = startUnreferencedTimer } = parts
  const watched = new Map<string, Watched>()
  const going = new Map<string, Promise<void>>()
  const oneAtATime = pLimit(1)
  const stopping = new AbortController()
  let isFirstLook = true
  let timer: { stop(): void } | undefined
  let looking = look()

  async function look(): Promise<void> {
    try {
      await noticeChanges()
      isFirstLook = false
      for (const [name, source] of watched) if (source.dueAt <= clock()) await start(name, source)
    } catch (error) {
      // The records cannot be read now: the next look may find them again.
      log.error('schedule.look-failed', { reason: messageOf(error) })
    }
    if (stopping.signal.aborted) return
    const next = Math.min(clock() + lookEveryMs, ...[...watched.values()].map(({ dueAt }) => dueAt))
    timer = startTimer(Math.max(0, next - clock()), () => {
      looking = look()
    })
  }

  async function noticeChanges(): Promise<void> {
    const scheduled = new Map<string, string>()
    for (const { name, schedule } of await registry.sources()) if (schedule !== undefined) scheduled.set(name, schedule)
    for (const name of watched.keys()) if (!scheduled.has(name)) watched.delete(name)
    for (const [name, schedule] of scheduled) {
      if (watched.get(name)?.schedule === schedule) continue
      const lastRun = isFirstLook ? await lastRunOf(name) : undefined
      watched.set(name, { schedule, dueAt: parseSchedule(schedule).nextAfter(lastRun?.startedAt ?? clock()) })
    }
  }

  async function lastRunOf(name: string): Promise<IngestRun | undefined> {
    return (await runs?.list({ source: name, limit: 1 }))?.[0]
  }

  async function start(name: string, source: Watched): Promise<void> {
    source.dueAt = parseSchedule(source.schedule).nextAfter(clock())
    if (going.has(name) || (await lastRunOf(name))?.status === 'running') {
      log.warn('schedule.skipped', { source: name, reason: 'its run before is still going on' })
      return
    }
    const run = oneAtATime(() => carryOut(name, source)).finally(() => going.delete(name))
    going.set(name, run)
  }

  async function carryOut(name: string, source: Watched): Promise<void> {
    if (stopping.signal.aborted) return
    log.info('schedule.run-started', { source: name })
    try {
      await runSource(name, 'schedule', stopping.signal)
    } catch (error) {
      const code = error instanceof LorekeepError ? error.code : 'internal'
      if (stopping.signal.aborted) return
      if (error instanceof LorekeepError && error.code === 'conflict' && error.retryable) {
        source.dueAt = Math.min(source.dueAt, clock() + retryMs)
        log.warn('schedule.postponed', { source: name, reason: messageOf(error) })
      } else {
        log.error('schedule.run-failed', { source: name, code, reason: messageOf(error) })
      }
    }
  }

  return {
    async close() {
      stopping.abort(new LorekeepError('cancelled', 'The service is stopping.'))
      timer?.stop()
      await looking
      await Promise.all(going.values())
    },
  }
}

const startUnreferencedTimer: StartTimer = (ms, call) => {
  const timer = setTimeout(call, ms)
  timer.unref()
  return { stop: () => clearTimeout(timer) }
}
