import type { AnswerTogether, QuestionEnd } from '../answering/together/answer-together.ts'
import type { Answer } from '../domain/answer.ts'
import { type Batch, type BatchProgress, type BatchQuestion, progressOf } from '../domain/batch.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/principal.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { BatchEnding, BatchStore, QuestionEnding } from '../ports/batch-store.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Precedence } from './precedence.ts'
import { watchRunner } from './watch-runner.ts'

export interface RunBatchParts {
  readonly batches: BatchStore
  readonly answerTogether: AnswerTogether
  readonly journal: Pick<AnswerJournal, 'get'>
  /** The principal with the rights it has now; undefined when it has none any more. */
  readonly currentPrincipal: (given: Principal) => Promise<Principal | undefined>
  readonly precedence: Pick<Precedence, 'quiet'>
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Log
}

export interface RunBatchOptions {
  readonly runner: string
  /** What becomes of the batch when the signal is aborted: it waits for any process, or for somebody to resume it. */
  readonly whenStopped: 'waiting' | 'paused'
  readonly onProgress: (progress: BatchProgress) => void
}

/** How many questions are looked through for those that can be put to a model together. */
const windowSize = 24

/**
 * Carries out a batch that this runner has taken, from where it stands, and lets go of it. A question that was answered
 * without being noted, as its process was killed in between, is looked up and not asked again.
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
    await answerAll(parts, batch, options, watched.signal)
    ending = { status: 'succeeded' }
  } catch (error) {
    ending = endingOf(error, { isCancelled: watched.isCancelled(), isStopped: signal.aborted }, options)
    if (!(error instanceof LorekeepError)) log.error('batch.failed', { batch: id, error })
  } finally {
    watched.close()
  }
  await batches.release(id, options.runner, ending)
  log.info('batch.ended', { batch: id, status: ending.status })
  return (await batches.get(id)) ?? batch
}

async function answerAll(
  parts: RunBatchParts,
  batch: Batch,
  options: RunBatchOptions,
  signal: AbortSignal,
): Promise<void> {
  let after = 0
  while (true) {
    const questions = await parts.batches.questions(batch.id, { after, limit: windowSize, waiting: true })
    const last = questions.at(-1)
    if (last === undefined) return
    after = last.number
    await answerWindow(parts, batch, questions, options, signal)
  }
}

async function answerWindow(
  parts: RunBatchParts,
  { id, principal: given, settings }: Batch,
  questions: readonly BatchQuestion[],
  { runner, onProgress }: RunBatchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { batches, journal, newId, log } = parts
  const end = async ({ number }: BatchQuestion, ending: QuestionEnding) => {
    await batches.end(id, runner, number, ending)
    const now = await batches.get(id)
    if (now !== undefined) onProgress(progressOf(now, parts.clock()))
  }

  const open: (BatchQuestion & { readonly answerId: string })[] = []
  for (const question of questions) {
    const given = question.answerId === undefined ? undefined : await journal.get(question.answerId)
    if (given !== undefined) await end(question, answeredWith(given.answer))
    else open.push({ ...question, answerId: newId() })
  }
  const principal = await parts.currentPrincipal(given)
  if (principal === undefined) throw rightsLost(given)
  await parts.answerTogether(
    open.map(({ question, answerId }) => ({ question, answerId, isSingle: true })),
    principal,
    {
      sharesCalls: settings.sharesCalls,
      giveWay: (signal) => parts.precedence.quiet(signal),
      onBegin: async (index) => {
        const question = open[index]
        if (question !== undefined) await batches.begin(id, runner, question.number, question.answerId)
      },
      onEnd: async (index, ended) => {
        const question = open[index]
        if (question === undefined) return
        if ('error' in ended && !(ended.error instanceof LorekeepError)) {
          log.error('batch.question-failed', { batch: id, number: question.number, error: ended.error })
        }
        await end(question, endingOfQuestion(ended))
      },
    },
    signal,
  )
}

function answeredWith({ status, id, usage }: Answer): QuestionEnding {
  return { state: status, answerId: id, costMicros: usage.costMicros }
}

function endingOfQuestion(ended: QuestionEnd): QuestionEnding {
  if ('answer' in ended) return answeredWith(ended.answer)
  const { error } = ended
  if (error instanceof LorekeepError) {
    return { state: 'failed', error: { code: error.code, message: error.message } }
  }
  return { state: 'failed', error: { code: 'internal', message: 'Something went wrong inside Lorekeep.' } }
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

function rightsLost({ name }: Principal): LorekeepError {
  return new LorekeepError('unauthenticated', `The key “${name}” was revoked before its questions were answered.`, {
    hint: 'Give the questions that are left once more, with a key that is valid.',
  })
}
