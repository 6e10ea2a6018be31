import { afterEach, describe, expect, test } from '@jest/globals'
import { LorekeepError } from '../../../../src/domain/errors.ts'
import type { IngestRun } from '../../../../src/domain/ingest/ingest-run.ts'
import type { Source } from '../../../../src/domain/documents/source.ts'
import { type SourceScheduler, scheduleSources } from '../../../../ingest/schedule/schedule-sources.ts'
import { sourceOf } from '../../../support/sources/source-of.ts'

const minute = 60_000
const hour = 60 * minute
/** Nine in the morning, where the tests run. */
const morning = new Date(2026, 2, 2, 9, 0, 0).getTime()

/** A scheduler whose time passes when the test says so. */
function createWorld(settings: { sources: Source[]; runs?: IngestRun[]; run?: (name: string) => Promise<unknown> }) {
  let now = morning
  const timers = new Set<{ at: number; call: () => void }>()
  const ran: string[] = []
  const events: string[] = []
  const note = (event: string) => void events.push(event)
  const log = { info: note, warn: note, error: note, debug: note }
  const scheduler = scheduleSources({
    registry: { sources: async () => settings.sources },
    runs: { list: async ({ source }) => (settings.runs ?? []).filter((run) => run.source === source).slice(0, 1) },
    runSource: async (name, trigger) => {
      ran.push(`${name} by ${trigger}`)
      await settings.run?.(name)
    },
    clock: () => now,
    log,
    startTimer: (ms, call) => {
      const timer = { at: now + ms, call }
      timers.add(timer)
      return { stop: () => void timers.delete(timer) }
    },
  })
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  }
  return {
    scheduler,
    ran,
    events,
    timers,
    settle,
    async pass(ms: number) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = [...timers].toSorted((a, b) => a.at - b.at).find(({ at }) => at <= end)
        if (next === undefined) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.call()
        await settle()
      }
      now = end
    },
  }
}

function scheduled(name: string, schedule: string): Source {
  return sourceOf({ kind: 'folder' }, `/srv/${name}`, { name, schedule })
}

function runOf(source: string, startedAt: number, status: IngestRun['status'] = 'succeeded'): IngestRun {
  const run: Partial<IngestRun> = { id: 'r', source, actor: 'system', trigger: 'schedule', status, startedAt }
  return run as IngestRun
}

describe('the schedule of sources', () => {
  let scheduler: SourceScheduler | undefined
  const begin = (settings: Parameters<typeof createWorld>[0]) => {
    const world = createWorld(settings)
    scheduler = world.scheduler
    return world
  }

  afterEach(async () => {
    await scheduler?.close()
  })

  test('runs each source when it is due, and again the next time', async () => {
    const world = begin({ sources: [scheduled('hr', '0 10 * * *'), scheduled('it', '30 * * * *')] })
    await world.pass(59 * minute)
    expect(world.ran).toEqual(['it by schedule'])
    await world.pass(2 * minute)
    expect(world.ran).toEqual(['it by schedule', 'hr by schedule'])
    await world.pass(24 * hour)
    expect(world.ran.filter((name) => name.startsWith('hr'))).toHaveLength(2)
  })

  test('notices within a minute what others define, change and remove', async () => {
    const sources: Source[] = []
    const world = begin({ sources })
    await world.pass(10 * minute)
    sources.push(scheduled('hr', '15 9 * * *'))
    await world.pass(6 * minute)
    expect(world.ran).toEqual(['hr by schedule'])
    sources[0] = scheduled('hr', '20 9 * * *')
    await world.pass(5 * minute)
    expect(world.ran).toHaveLength(2)
    sources.pop()
    await world.pass(48 * hour)
    expect(world.ran).toHaveLength(2)
  })

  test('makes up at the start for a run that was missed while the service was down', async () => {
    const world = begin({
      sources: [scheduled('missed', '0 2 * * *'), scheduled('done', '0 2 * * *'), scheduled('new', '0 2 * * *')],
      runs: [runOf('missed', morning - 30 * hour), runOf('done', morning - 7 * hour)],
    })
    await world.settle()
    expect(world.ran).toEqual(['missed by schedule'])
  })

  test('skips a source whose run is still going on', async () => {
    let finish = () => undefined as void
    const world = begin({
      sources: [scheduled('slow', '*/10 * * * *'), scheduled('elsewhere', '*/10 * * * *')],
      runs: [runOf('elsewhere', morning, 'running')],
      run: () => new Promise<void>((resolve) => (finish = resolve)),
    })
    await world.pass(25 * minute)
    expect(world.ran).toEqual(['slow by schedule'])
    expect(world.events.filter((event) => event === 'schedule.skipped')).toHaveLength(3)
    finish()
    await world.pass(6 * minute)
    expect(world.ran).toHaveLength(2)
    finish()
  })

  test('tries again in a minute when another ingest holds the lock', async () => {
    let refusals = 2
    const world = begin({
      sources: [scheduled('hr', '5 9 * * *')],
      run: async () => {
        refusals -= 1
        if (refusals >= 0) throw new LorekeepError('conflict', 'The lock is held.', { retryable: true })
      },
    })
    await world.pass(20 * minute)
    expect(world.ran).toHaveLength(3)
    expect(world.events.filter((event) => event === 'schedule.postponed')).toHaveLength(2)
  })

  test('waits for the next time when a run fails for another reason', async () => {
    const world = begin({
      sources: [scheduled('hr', '5 9 * * *')],
      run: async () => {
        throw new LorekeepError('source-unavailable', 'The repository does not answer.')
      },
    })
    await world.pass(2 * hour)
    expect(world.ran).toHaveLength(1)
    expect(world.events).toContain('schedule.run-failed')
    await world.pass(23 * hour)
    expect(world.ran).toHaveLength(2)
  })

  test('leaves no timer when it is closed', async () => {
    const world = begin({ sources: [scheduled('hr', '5 9 * * *')] })
    await world.settle()
    expect(world.timers.size).toBe(1)
    await world.scheduler.close()
    expect(world.timers.size).toBe(0)
    await world.pass(hour)
    expect(world.ran).toEqual([])
  })
})
