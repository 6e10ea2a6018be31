import type { RouteReason } from '../../domain/routing/route.ts'
import type { GenerateTask, Generation } from '../generation/generate.ts'
import type { Inquiry } from '../inquiry.ts'
import type { HeldReply } from './hold-reply.ts'

/**
 * Makes an answer of a reply that was asked for before, as of one that comes in just now. Undefined where a model must be
 * asked anew: nobody would be asked the very same any more, as documents, rights or rules have changed since; the reply has
 * no usable part for this question; or sentences of it are doubted and a second answer is wanted.
 */
export async function answerFrom(held: HeldReply, task: GenerateTask): Promise<Generation | undefined> {
  const { call, text, finish, prompt, vault } = held
  const provider = task.candidates.find(
    ({ name, model }) => name === call.provider.name && model === call.provider.model,
  )
  if (provider === undefined || text === undefined) return undefined
  if (JSON.stringify(task.messagesFor(provider)) !== JSON.stringify(prompt)) return undefined
  const failed = reasonsFor(held)
  const presenter = task.present(provider, failed, vault)
  presenter.push(text)
  const answer = presenter.end()
  if (answer === undefined) {
    if (finish !== 'stop' || text.trim() === '') return undefined
    use(held, task)
    return { status: 'not-found', provider, failed }
  }
  const checked = await task.check(answer)
  if (checked === undefined && call.shared !== undefined) return undefined
  if (checked === undefined) {
    return { status: 'no-provider', failed: [{ code: 'nothing-supported', detail: provider.name }] }
  }
  const isDoubted = (checked.sentences ?? []).some(({ support }) => support === 'unsupported')
  if (isDoubted && task.answersAgain && task.candidates.length > 1) return undefined
  use(held, task)
  presenter.release(checked)
  return { status: 'answered', provider, answer: checked, brokenOff: [], failed }
}

function reasonsFor({ call }: HeldReply): readonly RouteReason[] {
  const { shared, provider } = call
  return [
    { code: 'answered-later', detail: provider.name },
    ...(shared === undefined ? [] : [{ code: 'shared-call', detail: `${shared.questions} questions` } as const]),
  ]
}

function use({ call }: HeldReply, task: GenerateTask): void {
  const { shared, deferred } = call
  task.onCall({
    ...call,
    ...(shared !== undefined && { shared: { ...shared, isAnswer: true } }),
    deferred: { ...deferred, isAnswer: true },
  })
}

/** A question with the call for the reply that was held for it, which is paid for whether or not it was of use. */
export function withHeldCall(inquiry: Inquiry): Inquiry {
  const { calls, request } = inquiry
  const { heldCall } = request
  const isThere = heldCall === undefined || calls.some(({ reservation }) => reservation === heldCall.reservation)
  return isThere ? inquiry : { ...inquiry, calls: [...calls, heldCall] }
}
