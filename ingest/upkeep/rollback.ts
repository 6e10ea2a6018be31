import type { AuditLog } from '../../src/ports/audit-log.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { ProcessLock } from '../../src/ports/process-lock.ts'
import type { Publication, Staging } from '../../src/ports/staging.ts'
import { holdIndex } from '../hold-index.ts'
import { sweep, type SweepParts } from './sweep.ts'

export interface RollbackParts extends SweepParts {
  readonly staging: Staging
  readonly lock: ProcessLock
  readonly audit: AuditLog
  readonly clock: Clock
}

/**
 * Takes the last atomic publication of a source back in one step.
 * @throws LorekeepError `not-found` when nothing is kept
 */
export type Rollback = (source: string, actor: string, signal: AbortSignal) => Promise<Publication>

export function createRollback(parts: RollbackParts): Rollback {
  return (source, actor, given) =>
    holdIndex(parts.lock, 'asked', given, async (signal) => {
      const publication = await parts.staging.rollback(source)
      await parts.audit.append({
        at: parts.clock(),
        actor,
        action: 'source.rolled-back',
        subject: source,
        details: { ...publication },
      })
      await sweep(parts, signal)
      return publication
    })
}
