import { addUsage, noUsage, type TokenUsage } from '../../domain/accounting/usage.ts'
import type { DeferringProvider } from '../../domain/routing/model-catalogue.ts'
import type { ChatMessage } from '../../ports/chat-model.ts'
import type { DeferredReply } from '../../ports/deferred-chat.ts'
import type { DelegatedRequest, PromptPart } from '../../ports/delegation-store.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { createVault, parseVaultState, type Vault } from '../../privacy/vault.ts'
import { estimateUsage } from '../generation/count-usage.ts'
import type { ModelCall } from '../generation/model-call.ts'
import { cutReply } from '../together/cut-reply.ts'
import { renumberMarks } from '../together/renumber-marks.ts'
import { completionWeight } from '../together/shared-call.ts'
import { splitUsage } from '../together/split-usage.ts'

export type AnsweredReply = Exclude<DeferredReply, { readonly error: unknown }>

/** A reply that is there before its question is asked again, and the call that it is paid for as. */
export interface HeldReply {
  /** Absent where the reply says nothing of this question that could be told for certain. */
  readonly text?: string
  readonly finish: AnsweredReply['finish']
  /** What the question is put as by itself: what it must come to again for the reply to be of use. */
  readonly prompt: readonly ChatMessage[]
  /** With which its messages were redacted where that is not the question's own. */
  readonly vault?: Vault
  readonly call: ModelCall & { readonly deferred: NonNullable<ModelCall['deferred']> }
}

/**
 * What a provider replied to the request of a question, or to its part of one.
 * @param span when the request was handed over, and when the reply was there
 */
export async function holdReply(
  request: DelegatedRequest,
  provider: DeferringProvider,
  reply: AnsweredReply,
  span: { readonly from: number; readonly to: number },
  counter: TokenCounter,
): Promise<HeldReply> {
  const { messages, reservation, part } = request
  const asked = part ?? request
  const own = await estimateUsage(asked.promptTokens, { text: reply.text, reasoning: '' }, provider.model, counter)
  const cut = part && cutReply(reply.text, part.promptWeights.length)
  const ofOwn = shareOf(own, part, cut)
  const paid = shareOf(reply.usage ?? own, part, cut)
  const text = part === undefined ? reply.text : partOf(reply, part, cut)
  return {
    ...(text !== undefined && { text }),
    finish: reply.finish,
    prompt: messages,
    ...(part !== undefined && { vault: createVault(parseVaultState(part.vault)) }),
    call: {
      purpose: 'answer',
      provider,
      messages: asked.messages,
      usage: paid.usage,
      ...(reply.usage !== undefined && {
        own: { usage: ofOwn.usage, isExact: counter.isExactFor(provider.model) },
      }),
      outcome: 'finished',
      startedAt: span.from,
      milliseconds: span.to - span.from,
      ...(part !== undefined && {
        shared: {
          before: paid.before,
          questions: part.promptWeights.length,
          promptTokensAlone: request.promptTokens,
          isAnswer: false,
        },
      }),
      deferred: { priceShare: provider.batch.priceShare, isAnswer: false },
      reservation,
    },
  }
}

type Cut = ReadonlyMap<number, string> | undefined

/** A question's share of what a request took, and what is booked on those before it. */
function shareOf(total: TokenUsage, part: PromptPart | undefined, cut: Cut) {
  if (part === undefined) return { usage: total, before: noUsage }
  const weights = part.promptWeights.map((prompt, at) => ({ prompt, completion: completionWeight(cut?.get(at + 1)) }))
  const share = splitUsage(total, weights)[part.place - 1]
  if (share === undefined) throw new TypeError('A question has no place in the request that it is part of.')
  return { usage: addUsage(noUsage, share.usage), before: share.before }
}

/** What the limit cut off is no whole answer; and one that cites the evidence of others is none to this question. */
function partOf({ finish }: AnsweredReply, { place, ownNumbers }: PromptPart, cut: Cut): string | undefined {
  const text = cut?.get(place)
  const isCutOff = finish !== 'stop' && cut !== undefined && place === Math.max(...cut.keys())
  if (text === undefined || isCutOff) return undefined
  return renumberMarks(
    text,
    ownNumbers.map((own) => own ?? undefined),
  )
}
