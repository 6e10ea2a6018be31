import { answerFrom } from '../../answering/later/held-reply.ts'
import { type HeldReply, holdReply } from '../../answering/later/hold-reply.ts'
import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { Batch } from '../../domain/batch/batch.ts'
import type { Delegation } from '../../domain/batch/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DeferredReply } from '../../ports/deferred-chat.ts'
import { answerQuestions, type BatchRun } from '../answer-questions.ts'
import { eachWindow } from '../waiting-questions.ts'
import { type LaterParts, replyTo } from './later-parts.ts'

/**
 * Answers the questions of a delegation that has ended, each the whole way once more: access, policy and documents are
 * those of now, and where the very same prompt comes of it, the reply that is there takes the place of a call. A question
 * without a reply is answered as any other. Those that share the prompt of another come last.
 * @param provider absent where none is left that could have replied
 */
export async function collectReplies(
  parts: LaterParts,
  batch: Batch,
  delegation: Delegation,
  replies: ReadonlyMap<string, DeferredReply>,
  provider: DeferringProvider | undefined,
  run: BatchRun,
  signal: AbortSignal,
): Promise<void> {
  const { delegations, budgets, counter, clock } = parts
  const { id } = delegation
  const questions = await delegations.questions(id)
  const asked = questions.filter(({ request }) => request !== undefined)
  const twins = questions.filter(({ request }) => request === undefined)
  for (const some of [asked, twins]) {
    const wanted = new Map(some.map((question) => [question.number, question]))
    for await (const window of eachWindow(parts.batches, batch.id)) {
      const open = window.filter(({ number }) => wanted.has(number))
      const held = new Map<number, HeldReply>()
      for (const { number } of open) {
        const question = wanted.get(number)
        const reply = question && replyTo(question, replies)
        const request = question?.request
        if (request === undefined) continue
        const isThere = provider && reply && !('error' in reply)
        const span = { from: delegation.createdAt, to: clock() }
        if (isThere) held.set(number, await holdReply(request, provider, reply, span, counter))
        else await budgets.release(request.reservation)
      }
      await answerQuestions(parts, batch, open, run, signal, {
        askedWith: (number) => {
          const reply = held.get(number)
          return reply === undefined ? {} : { answerId: wanted.get(number)?.answerId ?? '', heldCall: reply.call }
        },
        inPlaceOfCall: async (number, task) => {
          const reply = held.get(number)
          return reply && answerFrom(reply, task)
        },
        onEnded: async (number, end) => {
          await delegations.drop(id, number)
          // It ended before, in an error that nobody came to note: what was held is booked, and it is asked once more.
          const isBooked = held.has(number) && 'error' in end && isConflict(end.error)
          return !isBooked
        },
      })
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof LorekeepError && error.code === 'conflict'
}
