import { messageOf } from '../../domain/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConversationStore } from '../../ports/conversation-store.ts'
import type { Log } from '../../ports/log.ts'
import { usedSince } from './open-conversation.ts'

export interface SweepConversationsParts {
  readonly conversations: Pick<ConversationStore, 'expire'>
  /** After how many days without use a conversation expires. */
  readonly days: number
  readonly clock: Clock
  readonly log: Log
  /** How long to wait between sweeps, in ms; an hour when not given. */
  readonly everyMs?: number
}

/** So few at a time that a question in between hardly waits. */
const batch = 200

/**
 * Deletes what was said in conversations that have expired, at once and then every hour. It keeps no process alive.
 * Several services may do so on one database.
 */
export function sweepConversations({ conversations, days, clock, log, everyMs = 3_600_000 }: SweepConversationsParts) {
  const stopping = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sweeping = sweep()

  async function sweep(): Promise<void> {
    try {
      const expired = await expireAll()
      if (expired > 0) log.info('conversations.expired', { conversations: expired })
    } catch (error) {
      // The database cannot be written now: the next sweep may find it again, and nobody can open what has expired.
      log.error('conversations.sweep-failed', { reason: messageOf(error) })
    }
    if (stopping.signal.aborted) return
    timer = setTimeout(() => {
      sweeping = sweep()
    }, everyMs)
    timer.unref()
  }

  async function expireAll(): Promise<number> {
    const before = usedSince(clock(), days)
    let all = 0
    while (!stopping.signal.aborted) {
      const expired = await conversations.expire(before, batch)
      all += expired
      if (expired < batch) break
    }
    return all
  }

  return {
    /** Waits for the batch that is in work. */
    async close(): Promise<void> {
      stopping.abort()
      clearTimeout(timer)
      await sweeping
    },
  }
}
