import type { AskRequest } from '../answering/ask-request.ts'
import type { GenerateTask, Generation } from '../answering/generation/generate.ts'
import { type ParkedPrompt, QuestionParked } from '../answering/later/parked-question.ts'
import type { AnswerTogether, QuestionEnd } from '../answering/together/answer-together.ts'
import type { Answer } from '../domain/answers/answer.ts'
import { type Batch, type BatchProgress, type BatchQuestion, progressOf } from '../domain/batch/batch.ts'
import { LorekeepError } from '../domain/errors.ts'
import type { Principal } from '../domain/access/principal.ts'
import type { AnswerJournal } from '../ports/answer-journal.ts'
import type { BatchStore, QuestionEnding } from '../ports/batch-store.ts'
import type { Clock, NewId } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Precedence } from './precedence.ts'

export interface AnswerQuestionsParts {
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

export interface BatchRun {
  readonly runner: string
  readonly onProgress: (progress: BatchProgress) => void
}

/** How the questions of a batch are asked, where they are not asked as usual. */
export interface Particulars {
  readonly askedWith?: (number: number) => Pick<AskRequest, 'answerId' | 'mayWait' | 'heldCall'>
  /** What a question gets in place of a call to a model; undefined for one that gets a call. */
  readonly inPlaceOfCall?: (number: number, task: GenerateTask) => Promise<Generation | undefined>
  /** Told of a question that is to be answered later. */
  readonly onParked?: (number: number, answerId: string, prompt: ParkedPrompt) => void
  /** Awaited when a question has ended. False where it stays open, whatever it ended with. */
  readonly onEnded?: (number: number, end: QuestionEnd) => Promise<boolean>
}

/**
 * Answers questions of a batch that this runner holds, and notes what became of each. One that was answered without being
 * noted, as its process was killed in between, is looked up and not asked again.
 * @throws LorekeepError `unauthenticated` when whoever gave the batch has no rights any more
 */
export async function answerQuestions(
  parts: AnswerQuestionsParts,
  { id, principal: given, settings }: Batch,
  questions: readonly BatchQuestion[],
  { runner, onProgress }: BatchRun,
  signal: AbortSignal,
  particulars: Particulars = {},
): Promise<void> {
  const { batches, journal, newId, log } = parts
  const { askedWith, inPlaceOfCall, onParked, onEnded } = particulars
  const end = async ({ number }: BatchQuestion, ending: QuestionEnding) => {
    await batches.end(id, runner, number, ending)
    const now = await batches.get(id)
    if (now !== undefined) onProgress(progressOf(now, parts.clock()))
  }

  const open: (BatchQuestion & { readonly request: AskRequest & { readonly answerId: string } })[] = []
  for (const question of questions) {
    const stored = question.answerId === undefined ? undefined : await journal.get(question.answerId)
    if (stored !== undefined) await end(question, answeredWith(stored.answer))
    else {
      const request = { question: question.question, isSingle: true, answerId: newId() } as const
      open.push({ ...question, request: { ...request, ...askedWith?.(question.number) } })
    }
  }
  const principal = await parts.currentPrincipal(given)
  if (principal === undefined) throw rightsLost(given)
  await parts.answerTogether(
    open.map(({ request }) => request),
    principal,
    {
      sharesCalls: settings.sharesCalls,
      giveWay: (asked) => parts.precedence.quiet(asked),
      onBegin: async (index) => {
        const question = open[index]
        if (question !== undefined) await batches.begin(id, runner, question.number, question.request.answerId)
      },
      ...(inPlaceOfCall !== undefined && {
        inPlaceOfCall: async (index, task) => inPlaceOfCall(open[index]?.number ?? 0, task),
      }),
      onEnd: async (index, ended) => {
        const question = open[index]
        if (question === undefined) return
        const { number, request } = question
        if ('error' in ended && ended.error instanceof QuestionParked) {
          onParked?.(number, request.answerId, ended.error.prompt)
          return
        }
        if ('error' in ended && !(ended.error instanceof LorekeepError)) {
          log.error('batch.question-failed', { batch: id, number, error: ended.error })
        }
        if ((await onEnded?.(number, ended)) === false) return
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

function rightsLost({ name }: Principal): LorekeepError {
  return new LorekeepError('unauthenticated', `The key “${name}” was revoked before its questions were answered.`, {
    hint: 'Give the questions that are left once more, with a key that is valid.',
  })
}
