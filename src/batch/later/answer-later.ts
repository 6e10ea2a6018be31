import { setTimeout as pause } from 'node:timers/promises'
import { type Batch, progressOf } from '../../domain/batch/batch.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { BatchRun } from '../answer-questions.ts'
import { collectReplies } from './collect-replies.ts'
import { handOver } from './hand-over.ts'
import type { LaterParts } from './later-parts.ts'
import { forgetFiles, type LookAfter } from './look-after.ts'

/**
 * Carries out a batch whose questions may wait: hands prompts to batch APIs, looks after them, and answers the questions
 * when the replies are there. Goes on from where it stands after a crash.
 * @param stays whether to wait for the providers, or to be called again
 * @returns when it is to be called again; undefined when nothing waits at a provider any more
 */
export type AnswerLater = (
  batch: Batch,
  run: BatchRun,
  stays: boolean,
  signal: AbortSignal,
) => Promise<number | undefined>

/** How long a provider that cannot be asked is left alone. */
const afterFailureMs = 60_000

export function createAnswerLater(parts: LaterParts, lookAfter: LookAfter): AnswerLater {
  return async (batch, run, stays, signal) => {
    await handOver(parts, batch, run, signal)
    while (true) {
      const resumeAt = await follow(parts, lookAfter, batch, run, signal)
      if (resumeAt === undefined || !stays) return resumeAt
      const now = await parts.batches.get(batch.id)
      if (now !== undefined) run.onProgress(progressOf(now, parts.clock()))
      await pause(Math.max(0, resumeAt - parts.clock()), undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

/** @returns when to look again; undefined when none is left */
async function follow(
  parts: LaterParts,
  lookAfter: LookAfter,
  batch: Batch,
  run: BatchRun,
  signal: AbortSignal,
): Promise<number | undefined> {
  const times: number[] = []
  for (const delegation of await parts.delegations.open(batch.id)) {
    const lookEveryMs = await settleOrWait(parts, lookAfter, batch, delegation, run, signal)
    if (lookEveryMs !== undefined) times.push(parts.clock() + lookEveryMs)
  }
  return times.length === 0 ? undefined : Math.min(...times)
}

/** @returns how long to wait before it is looked at again; undefined when it is settled */
async function settleOrWait(
  parts: LaterParts,
  lookAfter: LookAfter,
  batch: Batch,
  delegation: Delegation,
  run: BatchRun,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const standing = await lookAfter.look(delegation, signal)
    if (!standing.isOver) return standing.lookEveryMs
    await collectReplies(parts, batch, delegation, standing.replies, standing.provider, run, signal)
    await forgetFiles(parts, delegation, standing, signal)
    await parts.delegations.note(delegation.id, { state: 'settled' })
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof LorekeepError) || !isOfProvider(error)) throw error
    parts.log.warn('batch.not-looked-at', { batch: batch.id, provider: delegation.provider.name, error })
    return afterFailureMs
  }
}

function isOfProvider({ code }: LorekeepError): boolean {
  return code.startsWith('model-') || code === 'rate-limited'
}
