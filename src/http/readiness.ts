import { messageOf } from '../domain/errors.ts'
import type { DocumentRegistry } from '../ports/document-registry.ts'
import type { Log } from '../ports/log.ts'
import type { GuardedEmbedder } from '../ports/guarded-embedder.ts'
import type { VectorIndex } from '../ports/vector-index.ts'

/** Whether each thing that an answer needs is there. */
export interface ReadinessReport {
  readonly ready: boolean
  /** `ok` or `failed`, by the name of the thing; the reason is in the log, not for everybody. */
  readonly checks: Readonly<Record<string, string>>
}

export type Readiness = () => Promise<ReadinessReport>

const timeLimitMs = 5000

/** Asks the database, the vector index and the embedder; each has five seconds. */
export function createReadiness(
  registry: DocumentRegistry,
  vectors: VectorIndex,
  embedder: Pick<GuardedEmbedder, 'identity'>,
  log: Log,
): Readiness {
  return async () => {
    const signal = AbortSignal.timeout(timeLimitMs)
    const checks = Object.fromEntries(
      await Promise.all([
        check(log, 'database', () => registry.counts()),
        check(log, 'vectors', () => vectors.count(signal)),
        check(log, 'embedder', () => embedder.identity(signal)),
      ]),
    )
    return { ready: Object.values(checks).every((state) => state === 'ok'), checks }
  }
}

async function check(log: Log, name: string, ask: () => Promise<unknown>): Promise<[string, string]> {
  try {
    await ask()
    return [name, 'ok']
  } catch (error) {
    log.warn('not-ready', { check: name, reason: messageOf(error) })
    return [name, 'failed']
  }
}
