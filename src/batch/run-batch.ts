import { type Batch } from '../domain/batch/batch.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { BatchEnding } from '../ports/batch-store.ts'
import { answerQuestions, type AnswerQuestionsParts, type BatchRun } from './answer-questions.ts'
import type { AnswerLater } from './later/answer-later.ts'
import { eachWindow } from './waiting-questions.ts'
import { watchRunner } from './watch-runner.ts'

export interface RunBatchParts extends AnswerQuestionsParts {
  readonly answerLater: AnswerLater
}

export interface RunBatchOptions extends BatchRun {
  /** What becomes of the batch when the signal is aborted: it waits for any process, or for somebody to resume it. */
  readonly whenStopped: 'waiting' | 'paused'
}

/**
 * Carries out a batch that this runner has taken, from where it stands, and lets go of it. Where it may wait for a
 * provider, whoever follows it in person stays; a service lets go of it until it is to be looked at again.
 * @returns the batch as it ended or rests; never rejects for a question, or an abort
 */
export async function runBatch(
  parts: RunBatchParts,
  batch: Batch,
  options: RunBatchOptions,
  signal: AbortSignal,
): Promise<Batch> {
  const { batches, log } = parts
  const { id } = batch
  const watched = watchRunner(batches, id, options.runner, signal, log)
  let ending: BatchEnding
  try {
    ending = await answerAll(parts, batch, options, watched.signal)
  } catch (error) {
    ending = endingOf(error, { isCancelled: watched.isCancelled(), isStopped: signal.aborted }, options)
    if (!(error instanceof LorekeepError)) log.error('batch.failed', { batch: id, error })
  } finally {
    watched.close()
  }
  await batches.release(id, options.runner, ending)
  if (ending.resumeAt === undefined) log.info('batch.ended', { batch: id, status: ending.status })
  return (await batches.get(id)) ?? batch
}

async function answerAll(
  parts: RunBatchParts,
  batch: Batch,
  options: RunBatchOptions,
  signal: AbortSignal,
): Promise<BatchEnding> {
  if (batch.settings.mayWait === true) {
    const resumeAt = await parts.answerLater(batch, options, options.whenStopped === 'paused', signal)
    if (resumeAt !== undefined) return { status: 'waiting', resumeAt }
  }
  for await (const questions of eachWindow(parts.batches, batch.id)) {
    await answerQuestions(parts, batch, questions, options, signal)
  }
  return { status: 'succeeded' }
}

function endingOf(
  error: unknown,
  { isCancelled, isStopped }: { readonly isCancelled: boolean; readonly isStopped: boolean },
  { whenStopped }: RunBatchOptions,
): BatchEnding {
  if (isCancelled) return { status: 'cancelled' }
  if (isStopped) return { status: whenStopped }
  if (error instanceof LorekeepError) {
    const { code, message, hint } = error
    return { status: 'failed', error: { code, message, ...(hint !== undefined && { hint }) } }
  }
  return {
    status: 'failed',
    error: {
      code: 'internal',
      message: 'Something went wrong inside Lorekeep.',
      hint: 'The log has the details. Give the questions that are left once more.',
    },
  }
}
