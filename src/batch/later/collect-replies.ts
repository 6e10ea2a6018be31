import { answerFrom, type HeldReply, holdReply } from '../../answering/later/held-reply.ts'
import type { DeferringProvider } from '../../domain/model-catalogue.ts'
import type { Batch } from '../../domain/batch.ts'
import type { Delegation } from '../../domain/delegation.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { DeferredReply } from '../../ports/deferred-chat.ts'
import type { DelegatedQuestion } from '../../ports/delegation-store.ts'
import { answerQuestions, type BatchRun } from '../answer-questions.ts'
import { eachWindow } from '../waiting-questions.ts'
import { type LaterParts, requestIdOf } from './later-parts.ts'

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
  const { delegations, budgets } = parts
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
        const reply = replies.get(requestIdOf({ number }))
        const isThere = question && provider && reply && !('error' in reply)
        if (isThere) held.set(number, await heldFor(parts, question, reply, provider, delegation))
        else if (question?.request !== undefined) await budgets.release(question.request.reservation)
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

async function heldFor(
  { counter, clock }: LaterParts,
  { request }: DelegatedQuestion,
  reply: Exclude<DeferredReply, { readonly error: unknown }>,
  provider: DeferringProvider,
  { createdAt }: Delegation,
): Promise<HeldReply> {
  if (request === undefined) throw new TypeError('A reply was held for a question that nobody was asked about.')
  return holdReply({ ...request, provider }, reply, { from: createdAt, to: clock() }, counter)
}
