import type { AnswerCache, CacheSelection, CacheSize } from '../../ports/answer-cache.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { addMicros, type Micros } from '../../domain/money.ts'

/** What the cache holds, and what it was worth lately. */
export interface CacheReport extends CacheSize {
  /** Of the last thirty days. */
  readonly questions: number
  readonly hits: number
  /** Share of the questions, 0…1; absent where none was asked. */
  readonly hitRate?: number
  readonly savedMicros: Micros
}

/** What an administrator does with remembered answers. */
export interface CacheUpkeep {
  report(): Promise<CacheReport>
  /** Lets go of answers, on all replicas at once, and notes in the audit trail who did. @returns how many went */
  clear(selection: CacheSelection, actor: string): Promise<number>
}

const reportedMs = 30 * 24 * 60 * 60 * 1000

export function createCacheUpkeep(parts: {
  readonly cache: Pick<AnswerCache, 'size' | 'clear'>
  readonly ledger: Pick<Ledger, 'totals'>
  readonly audit: Pick<AuditLog, 'append'>
  readonly clock: Clock
}): CacheUpkeep {
  return {
    async report() {
      const now = parts.clock()
      const totals = await parts.ledger.totals({ from: now - reportedMs, to: now + 1, groupBy: 'day' })
      const questions = totals.reduce((sum, total) => sum + total.questions, 0)
      const hits = totals.reduce((sum, total) => sum + total.cacheHits, 0)
      return {
        ...(await parts.cache.size()),
        questions,
        hits,
        ...(questions > 0 && { hitRate: hits / questions }),
        savedMicros: addMicros(...totals.map(({ savedByCacheMicros }) => savedByCacheMicros)),
      }
    },

    async clear(selection, actor) {
      const removed = await parts.cache.clear(selection)
      const { documentId, before } = selection
      await parts.audit.append({
        at: parts.clock(),
        actor,
        action: 'cache.cleared',
        subject: documentId ?? 'all',
        details: { removed, ...(before !== undefined && { before: new Date(before).toISOString() }) },
      })
      return removed
    },
  }
}
