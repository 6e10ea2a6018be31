import { setTimeout as sleep } from 'node:timers/promises'
import { LorekeepError } from '../../domain/errors.ts'
import type { ProcessLock } from '../../ports/process-lock.ts'

const pollMs = 5

/** Locks for a program that is one process, such as a test. */
export function createMemoryProcessLock(): ProcessLock {
  const held = new Set<string>()
  return {
    hold: async (name, waitMs, work) => {
      const deadline = Date.now() + waitMs
      while (held.has(name)) {
        if (Date.now() >= deadline) {
          throw new LorekeepError('conflict', `The lock "${name}" is held by another.`, {
            hint: 'Wait until the other run has finished, then try again.',
            retryable: true,
          })
        }
        await sleep(pollMs)
      }
      held.add(name)
      try {
        return await work(new AbortController().signal)
      } finally {
        held.delete(name)
      }
    },
  }
}
