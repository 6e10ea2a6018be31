import type { RouteReason } from '../../domain/route.ts'
import type { DeferredReply } from '../../ports/deferred-chat.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { estimateUsage } from '../generation/count-usage.ts'
import type { GenerateTask, Generation } from '../generation/generate.ts'
import type { Inquiry } from '../inquiry.ts'
import type { ModelCall } from '../generation/model-call.ts'
import type { ParkedPrompt } from './parked-question.ts'

type Answered = Exclude<DeferredReply, { readonly error: unknown }>

/** A reply that is there before its question is asked again, and the call that it is paid for as. */
export interface HeldReply extends Pick<Answered, 'text' | 'finish'> {
  readonly call: ModelCall & { readonly deferred: NonNullable<ModelCall['deferred']> }
}

/** @param span when the prompt was handed over, and when the reply was there */
export async function holdReply(
  { provider, messages, promptTokens, reservation }: ParkedPrompt,
  { text, finish, usage }: Answered,
  span: { readonly from: number; readonly to: number },
  counter: TokenCounter,
): Promise<HeldReply> {
  const own = await estimateUsage(promptTokens, { text, reasoning: '' }, provider.model, counter)
  return {
    text,
    finish,
    call: {
      purpose: 'answer',
      provider,
      messages,
      usage: usage ?? own,
      ...(usage !== undefined && { own: { usage: own, isExact: counter.isExactFor(provider.model) } }),
      outcome: 'finished',
      startedAt: span.from,
      milliseconds: span.to - span.from,
      deferred: { priceShare: provider.batch.priceShare, isAnswer: false },
      reservation,
    },
  }
}

/**
 * Makes an answer of a reply that was asked for before, as of one that comes in just now. Undefined where a model must be
 * asked anew: nobody would be asked the very same any more, as documents, rights or rules have changed since, or sentences
 * of the reply are doubted and a second answer is wanted.
 */
export async function answerFrom(held: HeldReply, task: GenerateTask): Promise<Generation | undefined> {
  const { call, text, finish } = held
  const provider = task.candidates.find(
    ({ name, model }) => name === call.provider.name && model === call.provider.model,
  )
  if (provider === undefined) return undefined
  if (JSON.stringify(task.messagesFor(provider)) !== JSON.stringify(call.messages)) return undefined
  const failed: readonly RouteReason[] = [{ code: 'answered-later', detail: provider.name }]
  const use = () => task.onCall({ ...call, deferred: { ...call.deferred, isAnswer: true } })
  const presenter = task.present(provider, failed)
  presenter.push(text)
  const answer = presenter.end()
  if (answer === undefined) {
    if (finish !== 'stop' || text.trim() === '') return undefined
    use()
    return { status: 'not-found', provider, failed }
  }
  const checked = await task.check(answer)
  if (checked === undefined)
    return { status: 'no-provider', failed: [{ code: 'nothing-supported', detail: provider.name }] }
  const isDoubted = (checked.sentences ?? []).some(({ support }) => support === 'unsupported')
  if (isDoubted && task.answersAgain && task.candidates.length > 1) return undefined
  use()
  presenter.release(checked)
  return { status: 'answered', provider, answer: checked, brokenOff: [], failed }
}

/** A question with the call for the reply that was held for it, which is paid for whether or not it was of use. */
export function withHeldCall(inquiry: Inquiry): Inquiry {
  const { calls, request } = inquiry
  const { heldCall } = request
  const isThere = heldCall === undefined || calls.some(({ reservation }) => reservation === heldCall.reservation)
  return isThere ? inquiry : { ...inquiry, calls: [...calls, heldCall] }
}
