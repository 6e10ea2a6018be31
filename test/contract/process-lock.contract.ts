import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ProcessLock } from '../../src/ports/process-lock.ts'

export interface OpenProcessLock {
  readonly lock: ProcessLock
  close(): Promise<void>
}

/** What every process lock does. */
export function processLockContract(open: () => Promise<OpenProcessLock>): void {
  let opened: OpenProcessLock
  let lock: ProcessLock

  beforeEach(async () => {
    opened = await open()
    lock = opened.lock
  })

  afterEach(() => opened.close())

  /** A lock that is held until it is told to let go. */
  async function heldLock(name: string): Promise<{ readonly letGo: () => void; readonly done: Promise<void> }> {
    const events = new EventEmitter()
    const taken = once(events, 'taken')
    const done = lock.hold(name, 300_000, async () => {
      const told = once(events, 'let-go')
      events.emit('taken')
      await told
    })
    await Promise.race([taken, done])
    return { letGo: () => void events.emit('let-go'), done }
  }

  test('gives back what the work gave', async () => {
    expect(await lock.hold('ingest', 0, async () => 42)).toBe(42)
  })

  test('tells the work of no loss while it is held, nor afterwards', async () => {
    const lost = await lock.hold('ingest', 0, async (signal) => {
      await sleep(20)
      expect(signal.aborted).toBe(false)
      return signal
    })
    await sleep(20)
    expect(lost.aborted).toBe(false)
  })

  test('is free again after the work, and after work that failed', async () => {
    const failing = lock.hold('ingest', 0, () => Promise.reject(new Error('no disk')))

    await expect(failing).rejects.toThrow('no disk')
    expect(await lock.hold('ingest', 0, async () => 'free')).toBe('free')
  })

  test('whoever waits in vain gets a conflict, and their work is not done', async () => {
    const holder = await heldLock('ingest')
    let worked = false

    const waiting = lock.hold('ingest', 30, async () => {
      worked = true
    })

    await expect(waiting).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('ingest'),
      retryable: true,
    })
    expect(worked).toBe(false)
    holder.letGo()
    await holder.done
  })

  test('whoever waits long enough gets their turn', async () => {
    const holder = await heldLock('ingest')
    const waiting = lock.hold('ingest', 300_000, async () => 'my turn')
    holder.letGo()
    await holder.done

    expect(await waiting).toBe('my turn')
  })

  test('locks of other names are free', async () => {
    const holder = await heldLock('ingest')

    expect(await lock.hold('chroma', 0, async () => 'free')).toBe('free')
    holder.letGo()
    await holder.done
  })

  test('only one works at a time', async () => {
    let working = 0
    let most = 0
    const workers = Array.from({ length: 6 }, () =>
      lock.hold('ingest', 300_000, async () => {
        working += 1
        most = Math.max(most, working)
        await sleep(2)
        working -= 1
      }),
    )
    await Promise.all(workers)

    expect(most).toBe(1)
  })
}
